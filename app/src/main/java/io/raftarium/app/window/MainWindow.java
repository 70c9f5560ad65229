package io.raftarium.app.window;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.ActionButton;
import io.raftarium.app.action.ActionPalette;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.HelpCard;
import io.raftarium.app.action.Keys;
import io.raftarium.app.branches.Beside;
import io.raftarium.app.branches.BranchVerbs;
import io.raftarium.app.branches.Opener;
import io.raftarium.app.classroom.Classroom;
import io.raftarium.app.classroom.LessonPanel;
import io.raftarium.app.classroom.LessonVerbs;
import io.raftarium.app.classroom.Spotlight;
import io.raftarium.app.clusters.ClusterCommands;
import io.raftarium.app.export.ExportCommands;
import io.raftarium.app.export.RecordVerbs;
import io.raftarium.app.inspector.InspectorPanel;
import io.raftarium.app.links.LinksPanel;
import io.raftarium.app.logs.LogPanel;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Breakages;
import io.raftarium.app.model.Lasting;
import io.raftarium.app.model.Lectern;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Playhead;
import io.raftarium.app.model.Selection;
import io.raftarium.app.model.Source;
import io.raftarium.app.model.Source.Caption;
import io.raftarium.app.model.TapeSteps;
import io.raftarium.app.narration.NarrationPanel;
import io.raftarium.app.parts.WholeTextCard;
import io.raftarium.app.preferences.Preferences;
import io.raftarium.app.preferences.Preferences.Panels;
import io.raftarium.app.preferences.PreferencesCard;
import io.raftarium.app.preferences.Settings;
import io.raftarium.app.preferences.Taste;
import io.raftarium.app.search.SearchPanel;
import io.raftarium.app.search.SearchVerbs;
import io.raftarium.app.spacetime.SpaceTimeExports;
import io.raftarium.app.spacetime.SpaceTimePanel;
import io.raftarium.app.stage.StagePanel;
import io.raftarium.app.status.ClusterLine;
import io.raftarium.app.status.FeedStatus;
import io.raftarium.app.status.ModifiedBanner;
import io.raftarium.app.status.PastFrame;
import io.raftarium.app.status.PromisesPill;
import io.raftarium.app.status.ReadOnlyBanner;
import io.raftarium.app.status.RecordPill;
import io.raftarium.app.status.WelcomeHint;
import io.raftarium.app.submit.SubmitPanel;
import io.raftarium.app.tape.PastVerbs;
import io.raftarium.app.tape.TapePanel;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.verbs.ClockVerbs;
import io.raftarium.app.verbs.FaultVerbs;
import io.raftarium.app.verbs.ForceVerbs;
import io.raftarium.app.verbs.HoldVerbs;
import io.raftarium.app.verbs.LabVerbs;
import io.raftarium.app.verbs.LectureVerbs;
import io.raftarium.app.verbs.LoadVerbs;
import io.raftarium.app.verbs.LogVerbs;
import io.raftarium.app.verbs.MemberVerbs;
import io.raftarium.app.verbs.ServerVerbs;
import io.raftarium.app.verbs.WhyVerbs;
import io.raftarium.app.verbs.WindowVerbs;
import io.raftarium.app.words.DeedText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.Lab.Ability;
import io.raftarium.promise.Kept;
import io.raftarium.view.Deed;
import io.raftarium.view.Feed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Moment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of the window over one source of moments, wired. */
public final class MainWindow implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MainWindow.class);

  /** What the hint of the first start leads to. */
  private static final String FIRST_LESSON = "lesson.first";

  private final Shell shell;
  private final Source source;
  private final Selection selection = new Selection();
  private final Lasting lasting = new Lasting();
  private final Playhead playhead;
  private final Actions commands = new Actions();
  private final Pulse pulse;
  private final Shortcuts shortcuts;
  private final AppContext context;
  private final Cards cards;
  private final StagePanel stage;
  private final TapePanel tape;
  private final NarrationPanel narration;
  private final SubmitPanel submit;
  private final MainToolbar toolbar;
  private final Optional<RecordVerbs> recording;
  private final FeedStatus feed;
  private final PromisesPill promises;
  private final ModifiedBanner modified;
  private final WindowVerbs windowCommands;
  private final ClusterLine clusterLine;

  /** Those that are always seen. */
  private final List<Panel> panels;

  private final Docks docks;
  private final ActionPalette palette;
  private final ReadOnlyBanner readOnly;
  private final PastFrame past = new PastFrame();
  private final WindowLayout layout;
  private final Lecture lecture;
  private final Subscription keys;
  private final VBox root = new VBox();
  private final StackPane whole = new StackPane();
  private final Optional<LessonPanel> lessons;
  private final HBox looking =
      new HBox(
          new FontIcon(Feather.EYE),
          new Label(Texts.of("This window only looks: nothing in it changes the cluster.")));
  private final Set<Object> broken = new HashSet<>();

  private final EventHandler<InputEvent> input = ignored -> wake();

  /** The theme outlives a window: what listens to it would too. */
  private final ReadOnlyObjectWrapper<Palette> colors = new ReadOnlyObjectWrapper<>();

  private Moment now;
  private long captioned = -1;
  private @Nullable Caption caption;
  private boolean led;
  private long lastEvent;

  MainWindow(
      Shell shell,
      Source source,
      Theme theme,
      Settings settings,
      Preferences kept,
      WindowVerbs windowCommands,
      Optional<ClusterCommands> clusters,
      Beside beside,
      Optional<Classroom> classroom) {
    this.shell = shell;
    this.source = source;
    this.windowCommands = windowCommands;
    this.playhead = new Playhead(source);
    Breakages breakages = new Breakages(source, playhead, selection);
    this.promises = new PromisesPill(playhead::show, breakages);
    this.modified = new ModifiedBanner(source.modified(), breakages);
    shell.messages().below(modified.node());
    this.now = source.moment();
    this.lastEvent = now.events().isEmpty() ? 0 : now.events().getLast().number();
    shell.messages().actOn(source::lab);
    feed =
        new FeedStatus(
            () ->
                shell
                    .messages()
                    .run("Start the server again", lab -> lab.cluster().startServerAgain()),
            abilities(source).contains(Ability.ANEW));
    colors.bind(theme.palette());
    ReadOnlyObjectProperty<Palette> current = colors.getReadOnlyProperty();
    context =
        new AppContext(
            source,
            selection,
            commands,
            shell.messages(),
            this::readWhole,
            playhead,
            new Lectern(new TapeSteps(source, playhead, commands)),
            settings.calm(),
            lasting,
            current);
    cards = new Cards(context, shell.overlay(), () -> now);
    LabVerbs lab = new LabVerbs(() -> now, selection, shell.messages(), abilities(source), lasting);
    clusters.ifPresent(all -> all.addTo(commands));
    lab.addTo(commands, cards::partition, cards::confirmDrop);
    ClockVerbs clock = new ClockVerbs(() -> now, selection, lab, shell.messages());
    clock.addTo(commands);
    new HoldVerbs(() -> now, selection, lab, shell.messages(), source.lab()).addTo(commands);
    new MemberVerbs(lab, shell.messages()).addTo(commands, cards::confirmDrop, cards::confirm);
    new FaultVerbs(() -> now, lab, shell.messages(), source.lab(), lasting).addTo(commands);
    new ServerVerbs(lab, shell.messages()).addTo(commands, cards::confirm);
    new WhyVerbs(() -> now, selection).addTo(commands);
    new LoadVerbs(lab, source.lab(), shell.messages())
        .addTo(commands, cards::load, this::hasLoad, this::foldLoad);
    new ForceVerbs(() -> now, lab, shell.messages()).addTo(commands, cards::time, cards::event);
    if (source.lab().isPresent()) {
      addLook();
    }
    clusterLine = new ClusterLine(source, commands);
    windowCommands.addTo(
        commands,
        this::showPalette,
        this::showHelp,
        cards::legend,
        () -> cards.jump(this::jump),
        cards::state,
        this::selectNext,
        this::submitToSelected);
    new LectureVerbs(context.lectern(), shell.messages())
        .addTo(
            commands,
            this::toggleLecture,
            shell.pointer()::toggle,
            this::toggleSide,
            this::toggleBelow);
    PreferencesCard.Desk desk =
        new PreferencesCard.Desk(settings, theme, shell.zoom(), () -> now, clock::setSpeed);
    new LogVerbs(shell.logFile(), shell.messages()).addTo(commands);
    commands.add(
        Action.named(
                "about.show",
                "About Raftarium",
                "Versions, the parts that it is made of, and their licences")
            .icon(Feather.INFO)
            .does(cards::about));
    PreferencesCard.addTo(commands, () -> cards.preferences(desk));
    palette = new ActionPalette(commands, this::picked);
    stage = new StagePanel(context);
    tape = new TapePanel(context);
    new PastVerbs(context, tape.jumps()).addTo(commands, () -> cards.markers(tape::redraw));
    Opener opener = new Opener(source, shell.messages(), beside);
    new BranchVerbs(() -> now, opener).addTo(commands);
    ExportCommands exports =
        new ExportCommands(
            source,
            () -> now,
            shell.messages(),
            stage.node(),
            () -> stage.drawing(now),
            current,
            shell.files());
    exports.addTo(commands);
    recording =
        source
            .lab()
            .map(
                open -> new RecordVerbs(open, shell.messages(), shell.files(), shell.dataFolder()));
    recording.ifPresent(verbs -> verbs.addTo(commands));
    classroom.ifPresent(
        room -> new LessonVerbs(room, shell.messages(), shell.files()).addTo(commands));
    toolbar =
        new MainToolbar(
            commands,
            shell.messages(),
            clock::setSpeed,
            () -> windowCommands.renewRecent(commands),
            source.lab(),
            recording.map(verbs ->
                new RecordPill(
                    commands.get("record.toggle"), verbs::recording, shell.messages()::say)));
    narration = new NarrationPanel(context);
    Panel inspector = new InspectorPanel(context);
    LogPanel logs = new LogPanel(context);
    submit = new SubmitPanel(context);
    Panel links = new LinksPanel(context);
    panels = List.of(narration, submit, links);
    tape.feed().getChildren().addAll(clusterLine.node(), promises.node(), feed.line());
    readOnly = new ReadOnlyBanner(source.lab().isEmpty(), playhead::live);
    WelcomeHint welcome =
        new WelcomeHint(
            () -> commands.run(FIRST_LESSON), () -> settings.change(Taste::afterWelcome));
    pulse = new Pulse(source, this::show);
    docks = new Docks(commands, pulse::wake);
    docks.first(
        "stage",
        "Stage",
        Docks.Place.MAIN,
        stage,
        WindowLayout.stage(
            stage.node(),
            List.of(readOnly.node(), looking, feed.banner(), welcome.node()),
            narration.node()));
    docks.first("node", "Node", Docks.Place.SIDE, inspector, inspector.node());
    docks.first("logs", "Logs", Docks.Place.BELOW, logs, logs.node());
    SpaceTimePanel spaceTime = new SpaceTimePanel(context);
    new SpaceTimeExports(spaceTime, exports).addTo(commands);
    DockedPanels.addTo(
        docks,
        context,
        spaceTime,
        rule -> classroom.map(room -> LessonVerbs.seeing(room, commands, rule)).orElse(List.of()));
    DockedPanels.addBranches(docks, context, beside.branches());
    Spotlight spotlight = new Spotlight(new Landmarks(root, stage, logs)::of);
    lessons =
        classroom.map(room -> {
          return DockedPanels.addLessons(
              docks, context, room, spotlight, () -> cards.result(room, shell.files()));
        });
    SearchPanel search = new SearchPanel(context, opener, beside.schedule());
    DockedPanels.addSearch(docks, search);
    new SearchVerbs(search, () -> now).addTo(commands);
    docks.become(kept.docked());
    if (beside.schedule() != null) {
      docks.open("search");
    }
    layout =
        new WindowLayout(
            kept.panels(), docks, past.node(), submit.node(), links.node(), tape.node());
    lecture =
        new Lecture(
            shell,
            theme,
            commands,
            layout,
            docks,
            toolbar,
            List.of(clusterLine.node(), feed.line(), tape.minute()));
    docks.onOpened(lecture::opened);
    looking.getStyleClass().add("banner");
    looking.setId("looking-banner");
    looking.setVisible(false);
    looking.setManaged(false);
    shell.messages().onlyLook(false);
    if (classroom.filter(room -> room.page().get() != null).isPresent()) {
      settings.change(Taste::afterWelcome);
    } else if (!settings.taste().get().welcomed() && commands.find(FIRST_LESSON).isPresent()) {
      welcome.show();
    }
    root.getChildren().addAll(toolbar.node(), modified.node(), layout.node());
    whole.getChildren().addAll(root, spotlight.node());
    playhead.past().subscribe(ignored -> pulse.wake());
    selection.nodes().subscribe(ignored -> pulse.wake());
    selection.picked().subscribe(ignored -> pulse.wake());
    current.subscribe(ignored -> pulse.wake());
    shell.scene().addEventFilter(InputEvent.ANY, input);
    keys = settings.taste().subscribe(taste -> commands.bind(taste.keys()));
    shortcuts =
        new Shortcuts(shell.scene(), commands, shell.messages(), () -> !shell.overlay().open());
    show(now);
    pulse.start();
  }

  private static Set<Ability> abilities(Source source) {
    return source.lab().map(Lab::abilities).orElse(Set.of());
  }

  /** Lets the window look without acting: on a projector, or on a cluster that others run. */
  private void addLook() {
    commands.add(
        Action.named(
                "view.look",
                "Only look, or act again",
                "While the window only looks, nothing in it changes the cluster")
            .icon(Feather.EYE)
            .key(Keys.ctrlShift(KeyCode.E))
            .does(() -> onlyLook(shell.messages().idle().isEmpty())));
  }

  /** Whether nothing in the window changes the cluster. */
  void onlyLook(boolean only) {
    shell.messages().onlyLook(only);
    looking.setVisible(only);
    looking.setManaged(only);
    pulse.wake();
  }

  /** All of it. */
  public Parent node() {
    return whole;
  }

  /** Whether there is an audience. */
  boolean audience() {
    return lecture.on();
  }

  /** What a lesson may know of it. FX thread. */
  public Map<String, Object> facts() {
    return Map.of(
        "selected",
        (long) selection.shown().get(),
        "panels",
        docks.open(),
        "live",
        now.live(),
        "picked",
        String.valueOf(selection.picked().get()));
  }

  /** Gives the focus to what a person acts on first: the steps of a file, else the nodes. */
  void focus() {
    // A split pane has its parts in the scene only once it has been dressed.
    root.applyCss();
    Node selected = stage.nodes().get(selection.shown().get());
    Node first = selected == null ? stage.node() : selected;
    (source.lab().isEmpty() ? tape.handle() : first).requestFocus();
  }

  /** The commands, for tests and the tour. */
  public Actions commands() {
    return commands;
  }

  /** The selection, for tests and the tour. */
  public Selection selection() {
    return selection;
  }

  /** What was told, for tests. */
  public NarrationPanel narration() {
    return narration;
  }

  /** The stage, for tests and the tour. */
  public StagePanel stage() {
    return stage;
  }

  /** The places of panels, for tests and the tour. */
  public Docks docks() {
    return docks;
  }

  /** Which moment is shown, for tests and the tour. */
  public Playhead playhead() {
    return playhead;
  }

  /** The moment shown last. */
  public Moment moment() {
    return now;
  }

  /** Where its moments come from. */
  public Source source() {
    return source;
  }

  /** Shows the newest moment at once, for a picture of it. FX thread only. */
  public void refresh() {
    show(source.moment());
  }

  /** Where its dividers are; null where nobody has moved one. */
  @Nullable Panels panels() {
    return layout.panels();
  }

  /** Leaves the window as it is without an audience. FX thread only. */
  void settle() {
    lecture.close();
  }

  /** How long its pulses took. */
  public FrameTimes frameTimes() {
    return pulse.times();
  }

  /** Whether nothing moves and the animation timer rests. */
  public boolean resting() {
    return pulse.resting();
  }

  @Override
  public void close() {
    lessons.ifPresent(LessonPanel::close);
    recording.ifPresent(RecordVerbs::close);
    pulse.close();
    keys.unsubscribe();
    colors.unbind();
    shell.scene().removeEventFilter(InputEvent.ANY, input);
    shortcuts.close();
  }

  private void wake() {
    pulse.wake();
  }

  private void show(Moment present) {
    Moment earlier = playhead.past().get();
    now = earlier == null ? present : earlier;
    past.show(earlier);
    Caption caption = caption();
    if (readOnly.show(caption) && caption != null && caption.node() != 0) {
      selection.select(caption.node());
    }
    guarded(tape, () -> tape.show(present));
    if (earlier != null && present.live()) {
      guarded(narration, () -> narration.follow(present));
    }
    guarded(toolbar, () -> toolbar.show(now));
    if (source.lab().isPresent()) {
      guarded(feed, () -> feed.show(present.view().feed()));
    }
    guarded(clusterLine, clusterLine::show);
    List<Kept> kept = kept();
    guarded(promises, () -> promises.show(kept));
    guarded(modified, () -> modified.show(source.promises()));
    panels.forEach(panel -> guarded(panel, () -> panel.show(now)));
    docks.seen().forEach(panel -> guarded(panel, () -> panel.show(now)));
    cards.show(present, this::guarded);
    announceFailures(present);
    if (!led && present.live() && present.view().leader() != null) {
      led = true;
      StartTimes.reached("A leader is shown");
    }
  }

  /** Words about a moment that is not live; its happening is looked up once, not every pulse. */
  private @Nullable Caption caption() {
    if (now.live()) {
      return null;
    }
    if (now.number() != captioned) {
      captioned = now.number();
      caption = source.caption(now);
    }
    return caption;
  }

  /** Those of a laboratory are of its present; a recorded run broke its own once and for all. */
  private List<Kept> kept() {
    boolean known =
        source.lab().isEmpty() || (now.live() && now.view().feed().state() != Feed.State.LOST);
    return known ? source.promises() : List.of();
  }

  /** A part that fails is told once and left out from then on; the rest of the window goes on. */
  private void guarded(Object part, Runnable draw) {
    if (broken.contains(part)) {
      return;
    }
    try {
      draw.run();
    } catch (RuntimeException e) {
      broken.add(part);
      LOG.error("A part of the window failed: {}", part.getClass().getSimpleName(), e);
      shell.failed(
          Texts.of("Drawing {0} did not work; it stays as it is.", part.getClass().getSimpleName()),
          e);
    }
  }

  /** Without the database no node can run: the banner tells that, and what to do, once for all. */
  private void announceFailures(Moment present) {
    if (present.events().isEmpty() || present.events().getLast().number() <= lastEvent) {
      return;
    }
    if (present.view().feed().state() != Feed.State.LOST) {
      present.events().stream().filter(event -> event.number() > lastEvent).forEach(this::announce);
    }
    lastEvent = present.events().getLast().number();
  }

  private void announce(LabEvent event) {
    String text = DeedText.of(event.deed());
    switch (event.deed()) {
      case Deed.Failed failed ->
          shell
              .messages()
              .alarm(
                  Texts.of("{0} failed", NodeNames.of(failed.node())),
                  Texts.of("{0}. Its rows are safe: choose Restart.", text));
      case Deed.Refused refused ->
          shell
              .messages()
              .alarm(
                  Texts.of("{0} refused an event", NodeNames.of(refused.node())),
                  Texts.of("{0}. It changed nothing; the node goes on.", text));
      default -> {}
    }
  }

  private void showPalette() {
    windowCommands.renewRecent(commands);
    palette.reset();
    shell.overlay().show(palette, Pos.TOP_CENTER);
  }

  private void picked(Action command) {
    shell.overlay().close();
    ActionButton.press(command, shell.messages()::say);
  }

  private void readWhole(String title, String text) {
    WholeTextCard card =
        new WholeTextCard(
            title,
            text,
            () -> shell.messages().say(Texts.of("Copied the whole text")),
            shell.overlay()::close);
    shell.overlay().show(card);
  }

  private void showHelp() {
    HelpCard help = shell.help(commands);
    shell.overlay().show(help);
  }

  private Optional<String> jump(String where) {
    return tape.jump(where);
  }

  private boolean hasLoad() {
    return tape.hasLoad();
  }

  private void foldLoad() {
    tape.toggleLoad();
  }

  private void selectNext() {
    List<Integer> nodes = List.copyOf(now.view().nodes().keySet());
    if (!nodes.isEmpty()) {
      int at = nodes.indexOf(selection.shown().get());
      int next = nodes.get((at + 1) % nodes.size());
      selection.select(next);
      Node control = stage.nodes().get(next);
      if (control != null) {
        control.requestFocus();
      }
    }
  }

  private void toggleLecture() {
    lecture.toggle();
  }

  private void toggleSide() {
    lecture.toggleSide();
  }

  private void toggleBelow() {
    lecture.toggleBelow();
  }

  private void submitToSelected() {
    submit.submitTo(selection.shown().get());
  }
}

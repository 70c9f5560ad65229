package io.raftarium.app.window;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.ActionButton;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Menus;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Speeds;
import io.raftarium.app.status.RecordPill;
import io.raftarium.app.verbs.WindowVerbs;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.Lab.Ability;
import io.raftarium.view.Moment;
import io.raftarium.view.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The bar at the top; what does not fit goes into its overflow menu. */
final class MainToolbar {
  private static final double CHIP_FITS = 1520;
  private static final double CHIP_WIDTH = 190;
  private static final String HOLD = Texts.mark("Hold messages");

  /**
   * In a narrower window the longest button has a word less, so that all that mends is in sight.
   */
  private static final double ALL_WORDS_FIT = 1_200;

  private final ToolBar root = new ToolBar();
  private final Label chip = new Label();
  private final ActionButton pause;
  private final FontIcon pauseIcon = new FontIcon(Feather.PAUSE);
  private final Slider speed = new Slider(0, Speeds.count() - 1, Speeds.count() - 1);
  private final Label speedText = new Label("1×");
  private final HBox speedBox = new HBox(new Label(Texts.of("Speed")), speed, speedText);
  private final ActionButton hold;
  private final MenuButton nodes;
  private final List<ActionButton> buttons = new ArrayList<>();
  private final Actions commands;
  private final Operator operator;
  private final String whereabouts;
  private final boolean ownTime;
  private final Optional<Lab> lab;
  private final Optional<RecordPill> record;
  private final Runnable renew;

  /** What an audience needs none of. */
  private final List<Node> desk = new ArrayList<>();

  private final ActionButton leave;
  private boolean audience;

  private @Nullable String chipText;
  private boolean showing;

  /**
   * A bar.
   *
   * @param renew makes actions anew that are others with time; before a menu opens
   * @param lab what it acts on; empty for a file
   * @param record where there is something to record
   */
  MainToolbar(
      Actions commands,
      Operator operator,
      DoubleConsumer setSpeed,
      Runnable renew,
      Optional<Lab> lab,
      Optional<RecordPill> record) {
    this.lab = lab;
    this.record = record;
    this.renew = renew;
    whereabouts = lab.map(Lab::whereabouts).map(LabText::of).orElse("");
    ownTime = lab.filter(laboratory -> laboratory.abilities().contains(Ability.TIME)).isPresent();
    this.commands = commands;
    this.operator = operator;
    root.getStyleClass().add("main-toolbar");
    root.setId("toolbar");
    Label name = new Label("Raftarium");
    name.getStyleClass().add("app-name");
    name.setMinWidth(Region.USE_PREF_SIZE);
    chip.getStyleClass().add("chip");
    chip.setId("cluster-chip");
    chip.setMinWidth(60);
    root.widthProperty().subscribe(width -> makeRoom(width.doubleValue()));
    pause = button("clock.pause", Texts.of("Pause"));
    pause.setGraphic(pauseIcon);
    pause.getStyleClass().add("accent");
    // Both of its words have the same room; a longer one gets more.
    pause.setMinWidth(94);
    hold = button("hold.all", Texts.of(HOLD));
    nodes = menu(Texts.of("Nodes"), Feather.SHARE_2, "menu-cluster", clusterEntries());
    MenuButton until =
        menu(
            "",
            Feather.CHEVRONS_RIGHT,
            "menu-until",
            ids("clock.until.").stream().<Menus.Entry>map(Menus.Item::new).toList());
    until.setAccessibleText(Texts.of("On until something happens"));
    until.setTooltip(
        new Tooltip(
            Texts.of("Moves the time on until the next message, step, commit or election")));
    MenuButton export = menu(Texts.of("Export"), Feather.DOWNLOAD, "menu-export", exportEntries());
    MenuButton more =
        menu(
            "",
            Feather.SUN,
            "menu-theme",
            List.of(
                new Menus.Group("Theme", List.of("theme.system", "theme.light", "theme.dark")),
                new Menus.Group("Size", List.of("zoom.in", "zoom.out", "zoom.reset")),
                new Menus.Item("view.lecture"),
                new Menus.Item("preferences.open"),
                new Menus.Line(),
                new Menus.Item("help.legend"),
                new Menus.Item("help.show"),
                new Menus.Item("log.open"),
                new Menus.Item("about.show")));
    more.setAccessibleText(Texts.of("Theme and help"));
    more.setTooltip(new Tooltip(Texts.of("Theme and help")));
    buildSpeed(setSpeed);
    root.getItems()
        .addAll(
            name,
            chip,
            gap(),
            pause,
            button("clock.step", Texts.of("Step")),
            hold,
            until,
            speedBox,
            gap(),
            button("lab.killLeader", Texts.of("Kill leader")),
            button("lab.partition", Texts.of("Partition…")),
            button("lab.heal", Texts.of("Heal all")),
            gap(),
            nodes,
            export,
            lessons(),
            button("palette.show", ""),
            more);
    leave = button("view.lecture", "");
    show(leave, false);
    root.getItems().add(leave);
    desk.addAll(List.of(name, hold, until, speedBox, nodes, export, more));
    record.ifPresent(pill -> desk.add(pill.node()));
    // Where it is seen in a narrow window too, and hides nothing that mends what was broken.
    record.ifPresent(pill -> root.getItems().add(root.getItems().indexOf(nodes) - 1, pill.node()));
  }

  Node node() {
    return root;
  }

  /** Leaves what an audience needs, or has all of it again. */
  void audience(boolean there) {
    audience = there;
    desk.forEach(each -> show(each, !there));
    show(leave, there);
    makeRoom(root.getWidth());
  }

  private static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  void show(Moment moment) {
    int count = moment.view().nodes().size();
    String text =
        moment.title()
            + " · "
            + (count == 1 ? Texts.of("1 node") : Texts.of("{0} nodes", count))
            + (moment.live() && !whereabouts.isEmpty() ? " " + whereabouts : "")
            + " · "
            + LabText.of(moment.database());
    if (!text.equals(chipText)) {
      chipText = text;
      chip.setText(text);
      chip.setTooltip(new Tooltip(text));
    }
    buttons.forEach(ActionButton::refresh);
    record.ifPresent(RecordPill::show);
    pause.setText(moment.paused() ? Texts.of("Resume") : Texts.of("Pause"));
    showHold(moment);
    pauseIcon.setIconCode(moment.paused() ? Feather.PLAY : Feather.PAUSE);
    speedBox.setDisable(!moment.live() || !ownTime);
    if (!speed.isValueChanging() && !speed.isPressed()) {
      showing = true;
      speed.setValue(Speeds.step(moment.speed()));
      showing = false;
      speedText.setText(Speeds.text(moment.speed()));
    }
  }

  /** It says how many are held, and looks pressed while any message stops. */
  private void showHold(Moment moment) {
    long held = moment.wire().stream().filter(m -> m.fate() == WireMessage.Fate.HELD).count();
    boolean holds =
        held > 0
            || (moment.live() && lab.filter(each -> each.network().hold().isPresent()).isPresent());
    String usual = root.getWidth() < ALL_WORDS_FIT ? Texts.of("Hold") : Texts.of(HOLD);
    hold.setText(!holds ? usual : held == 0 ? Texts.of("Let go") : Texts.of("Let go {0}", held));
    if (holds != hold.getStyleClass().contains("accent")) {
      hold.getStyleClass().removeAll("accent");
      if (holds) {
        hold.getStyleClass().add("accent");
      }
    }
  }

  /** The chip gives way before any button does; the window's title says the same. */
  private void makeRoom(double width) {
    show(chip, width >= CHIP_FITS && !audience);
    chip.setMaxWidth(CHIP_WIDTH + Math.max(0, width - CHIP_FITS));
  }

  private void buildSpeed(DoubleConsumer setSpeed) {
    speedBox.getStyleClass().add("speed-box");
    speedText.setMinWidth(56);
    speedText.getStyleClass().add("mono");
    speed.setId("speed");
    speed.setPrefWidth(84);
    speed.setMinWidth(70);
    speed.setMajorTickUnit(1);
    speed.setMinorTickCount(0);
    speed.setBlockIncrement(1);
    speed.setSnapToTicks(true);
    speed.setAccessibleText(Texts.of("Speed of the laboratory's time"));
    speed.setTooltip(new Tooltip(Texts.of("How fast the laboratory's time passes, 1× to 1/1000×")));
    speed
        .valueProperty()
        .subscribe((before, value) -> {
          int step = (int) Math.round(value.doubleValue());
          speedText.setText(Speeds.text(Speeds.at(step)));
          if (!showing && step != (int) Math.round(before.doubleValue())) {
            setSpeed.accept(Speeds.at(step));
          }
        });
  }

  /** Where there are none it takes no room. */
  private Node lessons() {
    return commands
        .find("lesson.list")
        .<Node>map(_ -> button("lesson.list", ""))
        .orElseGet(() -> {
          Region none = new Region();
          none.setManaged(false);
          return none;
        });
  }

  private ActionButton button(String id, String text) {
    ActionButton button = new ActionButton(commands.get(id), text, operator::say);
    buttons.add(button);
    return button;
  }

  private MenuButton menu(String text, Ikon icon, String id, List<Menus.Entry> entries) {
    MenuButton menu = new MenuButton(text, new FontIcon(icon));
    menu.setId(id);
    menu.setMinWidth(Region.USE_PREF_SIZE);
    menu.setOnShowing(ignored -> {
      renew.run();
      Menus.fill(menu.getItems(), commands, entries);
    });
    Menus.fill(menu.getItems(), commands, entries);
    return menu;
  }

  private List<Menus.Entry> clusterEntries() {
    return List.of(
        new Menus.Item("cluster.create"),
        new Menus.Item("cluster.open"),
        new Menus.Group("Clusters elsewhere", elsewhere()),
        new Menus.Line(),
        new Menus.Item("view.look"),
        new Menus.Group("From this moment", List.of("lab.openFromHere", "search.open")),
        new Menus.Item("member.add"),
        new Menus.Group("Start anew", ids("cluster.new.")),
        new Menus.Group("Rules of Raft", rules()),
        new Menus.Group("Delay of links", ids("links.delay.")));
  }

  private List<String> rules() {
    List<String> ids = new ArrayList<>();
    ids.add("modified.open");
    ids.addAll(ids("rules."));
    return ids;
  }

  private List<String> elsewhere() {
    List<String> ids = new ArrayList<>();
    ids.add("cluster.attach");
    ids.addAll(ids("cluster.recent."));
    ids.add("cluster.home");
    return ids;
  }

  private List<Menus.Entry> exportEntries() {
    List<Menus.Entry> entries = new ArrayList<>();
    ids("export.").stream()
        .filter(id -> !id.startsWith("export.stage.") && !id.startsWith("export.tool."))
        .forEach(id -> entries.add(new Menus.Item(id)));
    entries.add(new Menus.Group("Picture of the stage", ids("export.stage.")));
    entries.add(new Menus.Group("For other tools", ids("export.tool.")));
    entries.add(new Menus.Line());
    entries.add(new Menus.Item("record.toggle"));
    entries.add(new Menus.Item("file.open"));
    entries.add(new Menus.Family(Texts.mark("Recent files"), WindowVerbs.RECENT));
    return entries;
  }

  private List<String> ids(String prefix) {
    return commands.all().stream().map(Action::id).filter(id -> id.startsWith(prefix)).toList();
  }

  private static Region gap() {
    Region gap = new Region();
    gap.setMinWidth(2);
    gap.setPrefWidth(4);
    return gap;
  }
}

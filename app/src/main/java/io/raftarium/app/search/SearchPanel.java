package io.raftarium.app.search;

import io.raftarium.app.branches.Opener;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.words.Failures;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.ScheduleText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.lab.Lab;
import io.raftarium.search.Outcome;
import io.raftarium.search.Schedule;
import io.raftarium.search.Schedule.Planned;
import io.raftarium.search.Wish;
import io.raftarium.view.Moment;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Can it happen? Asks what is wished for, searches from the shown moment, tells the way as
 * sentences, and plays one on real nodes.
 */
public final class SearchPanel implements Panel {
  private final AppContext context;
  private final Opener opener;
  private final Hunt hunt;
  private final @Nullable Playing playing;
  private final WishForm form = new WishForm();
  private final Label heading = new Label();
  private final Label about = new Label();
  private final ProgressBar busy = new ProgressBar();
  private final ListView<Planned> way = new ListView<>();
  private final Button search = button("search-start", Texts.of("Search"), Feather.SEARCH);
  private final Button cancel = button("search-cancel", Texts.of("Cancel"), Feather.X);
  private final Button play = button("search-play", Texts.of("Play it"), Feather.PLAY);
  private final Button next = button("search-next", Texts.of("Next step"), Feather.SKIP_FORWARD);
  private final Button goOn =
      button("search-go-on", Texts.of("Let it go on"), Feather.FAST_FORWARD);
  private final VBox root = new VBox(8);
  private Hunt.State state = new Hunt.State.Idle();

  /**
   * Of a window.
   *
   * @param schedule what is played in its laboratory; null for nothing
   */
  public SearchPanel(AppContext context, Opener opener, @Nullable Schedule schedule) {
    this.context = context;
    this.opener = opener;
    this.hunt = new Hunt(opener, this::tell);
    Optional<Lab> lab = context.source().lab();
    this.playing =
        schedule == null || lab.isEmpty()
            ? null
            : new Playing(lab.get(), schedule, context.operator(), this::draw);
    heading.setId("search-heading");
    heading.getStyleClass().add("why-question");
    WrappedText.wrap(heading);
    about.setId("search-about");
    about.getStyleClass().addAll("muted-text", "small-text");
    WrappedText.wrap(about);
    busy.setId("search-busy");
    busy.setMaxWidth(Double.MAX_VALUE);
    busy.setAccessibleText(Texts.of("A search is under way"));
    way.setId("search-way");
    way.getStyleClass().addAll("dense", "why-chain");
    way.setCellFactory(_ -> new StepCell(this::made));
    way.setAccessibleText(Texts.of("The way, step by step"));
    way.setPlaceholder(new Region());
    VBox.setVgrow(way, Priority.ALWAYS);
    search.setOnAction(_ -> begin());
    search.getStyleClass().add("accent");
    cancel.setOnAction(_ -> hunt.cancel());
    play.setOnAction(_ -> play());
    play.getStyleClass().add("accent");
    next.setOnAction(_ -> context.commands().run("search.next"));
    next.getStyleClass().add("accent");
    goOn.setOnAction(_ -> end());
    FlowPane buttons = new FlowPane(6, 6, search, cancel, play, next, goOn);
    buttons.setAlignment(Pos.CENTER_LEFT);
    root.setId("search");
    root.getStyleClass().add("why-panel");
    root.getChildren().addAll(heading, form.node(), buttons, busy, about, way);
    root.setMinSize(0, 0);
    if (playing != null) {
      way.getItems().setAll(playing.schedule().steps());
    }
    draw();
  }

  private static Button button(String id, String text, Feather icon) {
    Button button = new Button(text, new FontIcon(icon));
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    offer(moment);
    if (playing != null) {
      next.setDisable(playing.obstacle().isPresent());
    }
  }

  /** Offers what can be wished for where something is picked. */
  void offer(Moment moment) {
    form.offer(
        Presets.of(moment, context.selection().shown().get(), context.selection().picked().get()));
  }

  /** What is played here; null for nothing. */
  @Nullable Playing playing() {
    return playing;
  }

  private int made() {
    return playing == null || playing.over() ? -1 : playing.made();
  }

  private void begin() {
    Wish wish = form.wish();
    if (wish != null) {
      way.getItems().clear();
      hunt.begin(context.playhead().shown(), wish, form.bounds());
    }
  }

  private void play() {
    if (state instanceof Hunt.State.Ended(Moment moment, var origin, Outcome.Found found)) {
      opener.open(moment, () -> origin, found.schedule());
    }
  }

  private void end() {
    if (playing != null) {
      playing.end();
    }
  }

  private void tell(Hunt.State newer) {
    state = newer;
    if (newer instanceof Hunt.State.Ended(var _, var _, Outcome.Found found)) {
      way.getItems().setAll(found.schedule().steps());
      way.scrollTo(0);
    }
    draw();
  }

  private void draw() {
    boolean plays = playing != null && !playing.over();
    boolean runs = state instanceof Hunt.State.Copying || state instanceof Hunt.State.Running;
    boolean found =
        state instanceof Hunt.State.Ended(var _, var _, Outcome.Found way)
            && !way.schedule().steps().isEmpty();
    shown(form.node(), !plays);
    shown(search, !plays && !runs);
    shown(cancel, runs);
    shown(play, !plays && found);
    shown(next, plays);
    shown(goOn, plays);
    shown(busy, runs);
    if (plays && playing != null) {
      drawPlaying(playing);
      return;
    }
    heading.setText(Texts.of("Can it happen?"));
    about.setText(
        switch (state) {
          case Hunt.State.Idle _ ->
              Texts.of(
                  "From the moment on screen, with the real function on a copy of its rows: messages"
                      + " may arrive in any order, late or never.");
          case Hunt.State.Copying _ -> Texts.of("Copying the rows of the moment…");
          case Hunt.State.Running(var looked) -> ScheduleText.looked(looked);
          case Hunt.State.Ended(var _, var _, Outcome outcome) -> ScheduleText.outcome(outcome);
          case Hunt.State.Failed(RuntimeException failure) -> Failures.sentence(failure);
        });
  }

  private void drawPlaying(Playing played) {
    List<Planned> steps = played.schedule().steps();
    heading.setText(ScheduleText.wish(played.schedule().wish()));
    boolean done = played.made() == steps.size();
    about.setText(
        !played.trouble().isEmpty()
            ? LabText.of(played.trouble())
            : done
                ? Texts.of(
                    "It has happened, on real nodes. Every message is still held: go on by hand, or let"
                        + " it go on.")
                : Texts.of(
                    "Step {0} of {1} was made. Every message is held; nothing happens but the"
                        + " next step.",
                    played.made(), steps.size()));
    next.setDisable(played.obstacle().isPresent());
    way.refresh();
    way.scrollTo(Math.max(0, played.made() - 2));
  }

  private static void shown(Node part, boolean shown) {
    part.setVisible(shown);
    part.setManaged(shown);
  }
}

package io.raftarium.app.classroom;

import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Page;
import io.raftarium.app.lesson.Page.Asked;
import io.raftarium.app.lesson.Page.Part;
import io.raftarium.app.lesson.Page.Phase;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Pick;
import io.raftarium.app.model.Presenting;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.view.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The lessons: all of them, or the one that is played, step under step. */
public final class LessonPanel implements Panel, AutoCloseable {
  /** How much of the step before stays in sight above the newest one, px. */
  private static final double SEEN_ABOVE = 64;

  private final AppContext context;
  private final Classroom classroom;
  private final Spotlight spotlight;
  private final Runnable save;
  private final Label title = new Label();
  private final Label place = new Label();
  private final VBox parts = new VBox(10);
  private final LiveScroll scroll = new LiveScroll(parts);
  private final FlowPane buttons = new FlowPane(6, 4);
  private final VBox root = new VBox();
  private final List<Part> drawn = new ArrayList<>();
  private final Subscription heard;
  private Phase phase = Phase.OPENING;
  private boolean listed;

  /** Whether the list is to be drawn when the panel is seen next. */
  private boolean unlisted;

  /** A presenter's keys go on and back in the lesson. */
  private final Presenting presenting =
      new Presenting() {
        @Override
        public Optional<String> next() {
          return run("lesson.next");
        }

        @Override
        public Optional<String> back() {
          return run("lesson.back");
        }
      };

  /**
   * Of a window.
   *
   * @param save asks for a name, and writes the result
   */
  public LessonPanel(AppContext context, Classroom classroom, Spotlight spotlight, Runnable save) {
    this.context = context;
    this.classroom = classroom;
    this.spotlight = spotlight;
    this.save = save;
    title.getStyleClass().add("panel-title");
    title.setId("lesson-title");
    WrappedText.wrap(title);
    place.getStyleClass().add("muted-text");
    place.setMinWidth(Region.USE_PREF_SIZE);
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox header = new HBox(8, title, place);
    header.setAlignment(Pos.BASELINE_LEFT);
    header.getStyleClass().add("lesson-header");
    parts.getStyleClass().add("lesson-parts");
    parts.setId("lesson-parts");
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    buttons.getStyleClass().add("lesson-buttons");
    for (String id :
        List.of("lesson.back", "lesson.replay", "lesson.showMe", "lesson.next", "lesson.leave")) {
      buttons.getChildren().add(button(id));
    }
    root.getStyleClass().add("lesson-panel");
    root.setId("lesson");
    root.setMinSize(0, 0);
    root.getChildren().addAll(header, scroll, buttons);
    // Another size of the window or of the type: what is asked stays in sight.
    scroll
        .viewportBoundsProperty()
        .addListener((_, before, now) -> {
          if (!listed
              && (before.getWidth() != now.getWidth() || before.getHeight() != now.getHeight())) {
            Platform.runLater(this::toNewest);
          }
        });
    heard =
        classroom
            .page()
            .subscribe(this::draw)
            .and(
                classroom
                    .progress()
                    .subscribe(_ -> {
                      if (classroom.page().get() == null) {
                        list();
                      }
                    }));
    context.selection().shown().subscribe((before, now) -> clicked(now));
  }

  private Optional<String> run(String id) {
    Optional<String> obstacle = context.commands().get(id).obstacle().get();
    if (obstacle.isEmpty()) {
      context.commands().run(id);
    }
    return obstacle;
  }

  private Button button(String id) {
    Button button = new Button(context.commands().get(id).text());
    button.setId(id.replace('.', '-').replace("showMe", "show-me"));
    button.getStyleClass().add("small");
    button.setOnAction(_ -> context.commands().run(id));
    return button;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    if (unlisted) {
      unlisted = false;
      parts
          .getChildren()
          .setAll(new CourseView(classroom.course(), classroom.progress().get(), classroom::start));
    }
    spotlight.follow();
  }

  /** The classroom outlives the window. */
  @Override
  public void close() {
    heard.unsubscribe();
  }

  private void clicked(int node) {
    Page page = classroom.page().get();
    if (page == null || page.phase() != Phase.ASKING || node == 0) {
      return;
    }
    page.now()
        .map(Part::asked)
        .filter(Asked::click)
        .ifPresent(_ -> classroom.player().ifPresent(player -> player.answer(node)));
  }

  private void draw(@Nullable Page page) {
    if (page == null) {
      list();
      return;
    }
    listed = false;
    unlisted = false;
    context.lectern().take(presenting);
    Lesson lesson = page.lesson();
    title.setText(lesson.title());
    place.setText(
        page.now().map(part -> part.number() + 1 + " / " + lesson.steps().size()).orElse(""));
    boolean grown = parts(page);
    shown(buttons, true);
    for (Node button : buttons.getChildren()) {
      String id = String.valueOf(button.getId());
      boolean seen =
          switch (id) {
            case "lesson-next" ->
                page.phase() == Phase.READING
                    || (page.phase() == Phase.PLAYING && page.now().filter(Part::over).isPresent());
            case "lesson-show-me" ->
                page.phase() == Phase.PLAYING
                    && page.now().filter(part -> part.showable() && !part.over()).isPresent();
            case "lesson-back", "lesson-replay" -> page.phase() != Phase.OPENING;
            default -> true;
          };
      shown(button, seen);
    }
    spotlight.on(
        page.phase() == Phase.FINISHED
            ? List.of()
            : page.now().map(Part::highlight).orElse(List.of()));
    if (grown || (page.phase() == Phase.FINISHED && phase != Phase.FINISHED)) {
      Platform.runLater(this::toNewest);
    }
    phase = page.phase();
  }

  /** The newest step is in sight from its beginning on; what came of the one before, if it can. */
  private void toNewest() {
    if (parts.getChildren().isEmpty() || root.getScene() == null) {
      return;
    }
    root.applyCss();
    root.layout();
    double beyond = parts.getHeight() - scroll.getViewportBounds().getHeight();
    double top = parts.getChildren().getLast().getBoundsInParent().getMinY();
    scroll.setVvalue(beyond <= 0 ? 0 : Math.clamp((top - SEEN_ABOVE) / beyond, 0, 1));
  }

  /** Draws what is not drawn yet; whether there is more. */
  private boolean parts(Page page) {
    List<Part> now = page.parts();
    int same = 0;
    while (same < Math.min(drawn.size(), now.size())
        && drawn.get(same).equals(now.get(same))
        && (same < drawn.size() - 1 || drawn.size() == now.size())) {
      same++;
    }
    boolean grown = now.size() > drawn.size() || same < now.size();
    drawn.clear();
    drawn.addAll(now);
    List<Node> nodes = new ArrayList<>(parts.getChildren().stream().limit(same).toList());
    OwnKeys keys = new OwnKeys(context.commands().all());
    for (int i = same; i < now.size(); i++) {
      nodes.add(
          new PartView(
              now.get(i).told(keys),
              i == now.size() - 1,
              choice -> classroom.player().ifPresent(player -> player.answer(choice)),
              context.source().rules(),
              this::showRule));
    }
    switch (page.phase()) {
      case OPENING -> nodes.add(note(Texts.of("Setting the laboratory up …"), "muted-text"));
      case BROKEN -> {
        nodes.add(note(LabText.of(page.problem()), "danger-text"));
        nodes.add(note(Texts.of("Begin the step again, or leave the lesson."), "muted-text"));
      }
      case FINISHED ->
          nodes.add(
              new ResultView(
                  page,
                  classroom.course().after(page.lesson()),
                  new ResultView.Ways(
                      step -> classroom.player().ifPresent(player -> player.replay(step)),
                      lesson -> classroom.start(lesson, false),
                      save,
                      classroom::leave)));
      case PLAYING -> {
        if (page.lesson().kind() == Lesson.Kind.CHALLENGE) {
          nodes.add(note(Texts.of("Acts so far: {0}", page.acts()), "muted-text"));
        }
      }
      case ASKING, READING -> {}
    }
    parts.getChildren().setAll(nodes);
    return grown;
  }

  private static Label note(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    WrappedText.wrap(label);
    return label;
  }

  private void showRule(String rule) {
    context.commands().run("panel.figure");
    context.selection().pick(new Pick.Rule(rule));
  }

  /** Lists all lessons, once somebody looks. */
  private void list() {
    context.lectern().leave(presenting);
    title.setText(Texts.of("LESSONS"));
    place.setText("");
    drawn.clear();
    boolean was = listed;
    listed = true;
    unlisted = true;
    shown(buttons, false);
    spotlight.on(List.of());
    if (!was) {
      parts.getChildren().clear();
      scroll.setVvalue(0);
    }
  }

  private static void shown(Node part, boolean shown) {
    part.setVisible(shown);
    part.setManaged(shown);
  }
}

package io.raftarium.app.window;

import io.raftarium.app.about.Program;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.HelpCard;
import io.raftarium.app.export.FileChoice;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.parts.Overlay;
import io.raftarium.app.parts.Zoom;
import io.raftarium.app.parts.Zoomed;
import io.raftarium.app.preferences.Preferences.Place;
import io.raftarium.app.status.FailureCard;
import io.raftarium.app.status.Messages;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.verbs.LogVerbs;
import io.raftarium.app.words.Failures;
import io.raftarium.app.words.Texts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/** A window without its content: scene, theme, messages above and the overlay above all. */
final class Shell {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;
  private static final double LEAST_WIDTH = 800;
  private static final double LEAST_HEIGHT = 560;
  private static final double MOST_POINTS = 2;

  /** So many failures are told; who has seen those knows. */
  private static final int MOST_SHOWN = 20;

  private final Stage stage;
  private final Path dataFolder;
  private final Path logFile;
  private final FileChoice files;
  private final Messages messages;
  private final Overlay overlay = new Overlay();
  private final StackPane content = new StackPane();
  private final Zoom zoom = new Zoom();
  private final Scene scene;
  private final Zoomed zoomed;
  private final LightPointer pointer;
  private String popUps = "";

  /** Failures that were shown: one that comes with every frame is told once. */
  private final Set<String> shown = new HashSet<>();

  private @Nullable FailureCard failure;

  Shell(Stage stage, Theme theme, Path dataFolder, Path logFile, FileChoice files) {
    this.stage = stage;
    this.dataFolder = dataFolder;
    this.logFile = logFile;
    this.files = files;
    this.messages = new Messages(logFile);
    StackPane root = new StackPane(content, messages.node(), overlay.node());
    root.getStyleClass().add("window");
    StackPane.setAlignment(messages.node(), Pos.TOP_LEFT);
    zoomed = new Zoomed(root, zoom.factor());
    LiveScroll scroll =
        new LiveScroll(zoomed) {
          @Override
          public void requestFocus() {
            // A click anywhere would take the focus from what was clicked on.
          }
        };
    scroll.setFitToHeight(true);
    scroll.setFocusTraversable(false);
    scroll.getStyleClass().addAll("edge-to-edge", "zoomed");
    scene = new Scene(scroll, WIDTH, HEIGHT);
    pointer = new LightPointer(scene);
    root.getChildren().add(pointer.node());
    scene.focusOwnerProperty().subscribe(overlay::keepFocus);
    scene.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && messages.dismiss()) {
            event.consume();
          }
        });
    theme.dress(scene);
    stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, ignored -> theme.undress(scene));
    zoom.factor().subscribe(factor -> zoomed(factor.doubleValue()));
    stage.setScene(scene);
    stage.setFullScreenExitHint("");
    // Escape closes cards and messages; what fills the screen ends as it began.
    stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
  }

  /** What scales with the scene scales by itself; pop-ups have windows of their own. */
  private void zoomed(double factor) {
    scene.getStylesheets().remove(popUps);
    String css =
        ".context-menu, .tooltip, .combo-box-popup { -fx-font-size: "
            + String.format(Locale.ROOT, "%.2f", 13 * factor)
            + "px; }";
    popUps =
        "data:text/css;base64,"
            + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    if (factor != 1) {
      scene.getStylesheets().add(popUps);
    }
    // Canvases are drawn with as many points as the window has: more, where they are shown larger,
    // but no more than four for one, which costs more than anybody sees.
    double points = Math.clamp(factor, 1, MOST_POINTS);
    stage.setRenderScaleX(stage.getOutputScaleX() * points);
    stage.setRenderScaleY(stage.getOutputScaleY() * points);
  }

  /** Shows the window where it was, as far as a screen is there, and no larger than the screen. */
  void show(@Nullable Place place) {
    if (place != null && onScreen(place)) {
      stage.setX(place.x());
      stage.setY(place.y());
      stage.setWidth(place.width());
      stage.setHeight(place.height());
      stage.setMaximized(place.maximized());
    } else {
      Rectangle2D screen = Screen.getPrimary().getVisualBounds();
      if (screen.getWidth() < WIDTH || screen.getHeight() < HEIGHT) {
        stage.setWidth(Math.min(WIDTH, screen.getWidth()));
        stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
      }
    }
    stage.show();
    zoomed(zoom.factor().get());
  }

  /** Whether the title bar can be reached and all of the window fits on some screen. */
  private static boolean onScreen(Place place) {
    return place.width() >= LEAST_WIDTH
        && place.height() >= LEAST_HEIGHT
        && Screen.getScreens().stream()
            .map(Screen::getVisualBounds)
            .anyMatch(
                bounds -> bounds.contains(place.x(), place.y(), place.width(), place.height()));
  }

  /** Where the window is; null while it is not shown, or fills a screen. */
  @Nullable Place place() {
    return stage.isShowing() && !stage.isFullScreen()
        ? new Place(
            stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized())
        : null;
  }

  LightPointer pointer() {
    return pointer;
  }

  /** Whether the window scrolls where large type leaves little room. */
  void scrolls(boolean scrolls) {
    zoomed.scrolls(scrolls);
  }

  Zoom zoom() {
    return zoom;
  }

  Stage stage() {
    return stage;
  }

  Scene scene() {
    return scene;
  }

  /** Where what this program keeps lies. */
  Path dataFolder() {
    return dataFolder;
  }

  /** Asks where exports go. */
  FileChoice files() {
    return files;
  }

  Messages messages() {
    return messages;
  }

  Overlay overlay() {
    return overlay;
  }

  Path logFile() {
    return logFile;
  }

  /**
   * Tells of a failure that nobody expected. Where a person works in a card it is said in the
   * corner: the card is theirs. FX thread.
   *
   * @param what in a sentence, what did not work
   */
  void failed(String what, Throwable cause) {
    FailureCard open = failure;
    if (open != null && open.node().getParent() != null) {
      open.another();
      return;
    }
    if (!shown.add(what + cause.getClass() + first(cause)) || shown.size() > MOST_SHOWN) {
      return;
    }
    if (overlay.open()) {
      messages.alarm(what, Failures.sentence(cause) + " " + Texts.of("Log: {0}", logFile));
      return;
    }
    FailureCard card =
        new FailureCard(
            what,
            cause,
            Program.running(""),
            new LogVerbs(logFile, messages)::open,
            () -> messages.say(Texts.of("Copied all of it")),
            overlay::close);
    failure = card;
    overlay.show(card);
  }

  private static String first(Throwable cause) {
    return cause.getStackTrace().length == 0 ? "" : cause.getStackTrace()[0].toString();
  }

  HelpCard help(Actions commands) {
    return new HelpCard(commands, dataFolder, logFile, overlay::close);
  }

  void setContent(Node node) {
    content.getChildren().setAll(node);
  }
}

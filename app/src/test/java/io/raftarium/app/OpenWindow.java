package io.raftarium.app;

import io.raftarium.app.action.Action;
import io.raftarium.app.window.Desktop;
import io.raftarium.app.window.DesktopApplication;
import io.raftarium.app.window.MainWindow;
import io.raftarium.lab.Lab;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The real window over a real laboratory of five nodes, and a person's hands and eyes at it: open
 * from a class's first test to its last, and put right before each.
 */
public final class OpenWindow implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private static final int LIMIT_SECONDS = 30;
  private static final int START_LIMIT_SECONDS = 90;

  private final FxRobot robot = new FxRobot();

  @SuppressWarnings("NullAway.Init") // set before any test
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before any test
  private Desktop desktop;

  @SuppressWarnings("NullAway.Init") // set before any test
  private FilesIn files;

  @SuppressWarnings("NullAway.Init") // set before any test
  private MainWindow window;

  @SuppressWarnings("NullAway.Init") // set before any test
  private Lab lab;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    folder = Files.createTempDirectory("raftarium-window");
    files = new FilesIn(folder);
    Path data = folder.resolve("data");
    desktop = fx(() -> new Desktop(stage, data, folder.resolve("log"), files));
    fx(() -> {
      desktop.show(progress -> DesktopApplication.open(data, false, progress));
      return true;
    });
    window = desktop.ready().get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
    lab = window.source().lab().orElseThrow();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    desktop.close();
    FxToolkit.cleanupStages();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    putRight();
  }

  /** Waits until the window shows another cluster, and looks at that one from then on. */
  public void another() throws Exception {
    replaced();
    await("one leader of all", this::oneLeader);
  }

  /** The same, whether anybody leads there or not. */
  public void replaced() throws Exception {
    MainWindow before = window;
    await(
        "another cluster's window",
        () ->
            desktop.ready().isCompletedExceptionally()
                || !before.equals(desktop.ready().getNow(before)));
    window = desktop.ready().get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
    lab = window.source().lab().orElseThrow();
  }

  /** Answers what is asked about files. */
  public FilesIn files() {
    return files;
  }

  /** Where its data are, and what it exports. */
  public Path folder() {
    return folder;
  }

  /** Hands. */
  public FxRobot robot() {
    return robot;
  }

  /** The whole window. */
  public Desktop desktop() {
    return desktop;
  }

  /** Its parts. */
  public MainWindow window() {
    return window;
  }

  /** What runs behind it. */
  public Lab lab() {
    return lab;
  }

  /** What it shows. */
  public Moment moment() {
    return window.moment();
  }

  /** A node's rows as shown. */
  public NodeView view(int node) {
    return Objects.requireNonNull(moment().view().nodes().get(node));
  }

  /** The state of a node's process. */
  public NodeStatus.State process(int node) {
    return Objects.requireNonNull(lab.cluster().processes().get(node)).state();
  }

  /** The leader that is shown; 0 for none. */
  public int leader() {
    NodeView leader = moment().view().leader();
    return leader == null ? 0 : leader.id();
  }

  /** A node that does not lead. */
  public int follower() {
    return leader() % 5 + 1;
  }

  /**
   * Puts things right that an earlier test may have left: everything runs at full speed over whole
   * links, nothing lies above the window, node 1 is selected, and there is one leader.
   */
  private void putRight() throws Exception {
    // What an earlier test left open would swallow the first click.
    robot.push(KeyCode.ESCAPE);
    if (lab.network().hold().isPresent()) {
      lab.network().release(false);
    }
    lab.time().resume();
    lab.time().speed(1);
    lab.network().heal();
    for (NodeStatus process : lab.cluster().processes().values()) {
      switch (process.state()) {
        case PAUSED -> lab.cluster().resume(process.id());
        case DOWN, FAILED, UNKNOWN -> lab.cluster().restart(process.id());
        case RUNNING -> {}
      }
    }
    fx(() -> {
      window.selection().select(1);
      return true;
    });
    await("one leader of all", this::oneLeader);
  }

  private boolean oneLeader() {
    return moment().live()
        && moment().links().isEmpty()
        && leader() != 0
        && moment().up(leader())
        && moment().view().nodes().values().stream()
            .allMatch(node -> node.currentTerm() == moment().view().highestTerm());
  }

  /**
   * Clicks on the one thing that a query finds. It is looked up on the FX thread: on any other one
   * the window may change while the search goes through it.
   */
  public void click(String query, MouseButton... buttons) throws Exception {
    Point2D middle =
        fx(() -> {
          Node found = robot.lookup(query).query();
          // A card that was just shown, or grew, has its buttons where they stay once laid out.
          found.getScene().getRoot().applyCss();
          found.getScene().getRoot().layout();
          Bounds on = found.localToScreen(found.getLayoutBounds());
          return new Point2D(on.getCenterX(), on.getCenterY());
        });
    robot.moveTo(middle).clickOn(buttons);
  }

  /** Types a command into the bar. */
  public void type(String command) throws Exception {
    click("#submit-command");
    robot.write(command).push(KeyCode.ENTER);
  }

  /** Runs a command of the palette. */
  public void run(String name) {
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.write(name).push(KeyCode.ENTER);
  }

  /** Runs a command by its id, at once. */
  public void command(String id) throws Exception {
    fx(() -> {
      window.commands().run(id);
      return true;
    });
  }

  /** The commands that show a panel, of every panel that a window has. */
  public static List<String> panels(MainWindow window) {
    return window.commands().all().stream()
        .map(Action::id)
        .filter(id -> id.matches("panel\\.[a-z]+"))
        .toList();
  }

  /** Selects a node. */
  public void select(int node) throws Exception {
    fx(() -> {
      window.selection().select(node);
      return true;
    });
  }

  /** The window of a laboratory that was opened from a moment: its name ends with it. FX thread. */
  public static Optional<Stage> beside() {
    return Window.getWindows().stream()
        .filter(Stage.class::isInstance)
        .map(Stage.class::cast)
        .filter(shown -> String.valueOf(shown.getTitle()).contains(", moment "))
        .findFirst();
  }

  /** The texts of all labels that a query finds in that window, a line each. */
  public static String besideText(String query) throws Exception {
    return fx(() ->
        beside().stream()
            .flatMap(shown -> shown.getScene().getRoot().lookupAll(query).stream())
            .map(label -> ((Labeled) label).getText())
            .collect(Collectors.joining("\n")));
  }

  /** A picture of the window, if somebody wants it. */
  public void picture(String name) throws Exception {
    Pictures.save(name, desktop.scene());
  }

  /** A picture of the window beside it, if there is one and somebody wants it. */
  public static void besidePicture(String name) throws Exception {
    Optional<Stage> shown = fx(OpenWindow::beside);
    if (shown.isPresent()) {
      Pictures.save(name, shown.get().getScene());
    }
  }

  /** What became of the requests, the newest first. */
  public List<String> fates() throws Exception {
    return texts(".fates .label");
  }

  /** The titles of the messages in the corner. */
  public List<String> messages() throws Exception {
    return texts("#messages .message-title");
  }

  /** The texts of all labels that a query finds. */
  public List<String> texts(String query) throws Exception {
    return fx(() ->
        robot.lookup(query).queryAll().stream().map(node -> ((Labeled) node).getText()).toList());
  }

  /** The text of the one label or button that a query finds; empty while there is none. */
  public String text(String query) throws Exception {
    return String.join("\n", texts(query));
  }

  /** What a screen reader says of a node. */
  public String spoken(int node) throws Exception {
    return fx(() -> String.valueOf(robot.lookup("#node-" + node).query().getAccessibleText()));
  }

  /** Does something on the FX thread. */
  public static <T> T fx(Callable<T> work) throws Exception {
    return WaitForAsyncUtils.asyncFx(work).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until something holds, at most half a minute. */
  public static void await(String what, Callable<Boolean> condition) throws Exception {
    try {
      WaitForAsyncUtils.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS, condition);
    } catch (TimeoutException e) {
      throw new AssertionError("waited in vain for: " + what, e);
    }
  }
}

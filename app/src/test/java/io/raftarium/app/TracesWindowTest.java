package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.model.Pick;
import io.raftarium.record.Traces;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.WireMessage.Fate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import javafx.geometry.VerticalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Goes through the messages of a real laboratory, in the list and in space and time. */
@Tag("thorough")
class TracesWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @BeforeEach
  void theListAndNoFilter() throws Exception {
    fx(() -> {
      screen.window().playhead().live();
      screen.window().selection().pick(Pick.NONE);
      screen.window().commands().run("messages.filter");
      filter().clear();
      return true;
    });
  }

  private TextField filter() {
    return robot.lookup("#message-filter").queryAs(TextField.class);
  }

  private TableView<?> table() {
    return robot.lookup("#message-table").queryAs(TableView.class);
  }

  private List<String> kinds() throws Exception {
    return fx(() ->
        table().getItems().stream()
            .map(Object::toString)
            .map(row -> row.replaceAll(".*kind=(\\w+).*", "$1"))
            .distinct()
            .sorted()
            .toList());
  }

  @Test
  void theListFollowsTheNewestMessageUntilOneScrollsAway() throws Exception {
    await("messages", () -> fx(() -> table().getItems().size()) > 40);
    int before = fx(() -> table().getItems().size());
    await("more", () -> fx(() -> table().getItems().size()) > before + 20);
    assertThat(screen.text("#message-tail")).isEqualTo("Newest");
    robot.moveTo("#message-table");
    robot.scroll(3, VerticalDirection.UP);
    await("it stays", () -> fx(() -> !tail()));
    screen.click("#message-tail");
    await("it goes along again", () -> fx(this::tail));
  }

  private boolean tail() {
    return robot.lookup("#message-tail").queryAs(ToggleButton.class).isSelected();
  }

  @Test
  void aLineSaysWhichAndHelpsToWriteIt() throws Exception {
    screen.type("put listed 1");
    await("appends", () -> kinds().contains("APPEND"));
    screen.click("#message-filter");
    robot.write("ki").push(KeyCode.TAB);
    await("the key", () -> fx(() -> filter().getText()).equals("kind:"));
    robot.write("app").push(KeyCode.DOWN).push(KeyCode.ENTER);
    await("the value", () -> fx(() -> filter().getText()).equals("kind:append"));
    await("appends alone", () -> kinds().equals(List.of("APPEND")));
    assertThat(screen.text("#message-count")).contains(" of ");
    fx(() -> {
      filter().setText("kind:append form:S1");
      return true;
    });
    await(
        "what is wrong",
        () -> screen.text("#message-filter-problem").startsWith("There is no key “form”"));
    assertThat(kinds()).as("what fitted before").containsExactly("APPEND");
    robot.push(KeyCode.ESCAPE);
    await("all of them", () -> kinds().size() > 1);
    assertThat(fx(() -> robot.lookup("#message-filter-problem").queryAs(Label.class).isVisible()))
        .isFalse();
  }

  @Test
  void aClickPicksTheMessageAndEnterGoesToItsMoment() throws Exception {
    int cut = screen.follower();
    screen.lab().network().isolate(new TreeSet<>(List.of(cut)));
    fx(() -> {
      filter().setText("fate:lost from:S" + screen.leader() + " to:S" + cut);
      return true;
    });
    // More than have room: a row is in the middle, and stays there once no more come.
    await("lost ones", () -> fx(() -> table().getItems().size()) > 20);
    screen.lab().network().heal();
    screen.click("#message-table");
    await(
        "it is picked",
        () -> fx(() -> screen.window().selection().picked().get()) instanceof Pick.Message);
    Pick.Message picked = (Pick.Message) fx(() -> screen.window().selection().picked().get());
    Trip trip = new Traces(screen.lab().tape()).all().trip(picked.number()).orElseThrow();
    assertThat(trip.fate()).isEqualTo(Fate.LOST);
    assertThat(trip.to()).isEqualTo(cut);
    robot.push(KeyCode.ENTER);
    await("the moment of its sending", () -> screen.moment().number() == trip.sent());
    assertThat(screen.moment().live()).isFalse();
  }

  @Test
  void theLanesShowWhatIsPickedGoFromStepToStepAndAreWritten() throws Exception {
    fx(() -> {
      screen.window().commands().run("panel.spacetime");
      return true;
    });
    await("lanes", () -> spoken().startsWith("5 lanes"));
    List<Trip> trips = new Traces(screen.lab().tape()).all().trips();
    Trip trip =
        trips.reversed().stream().filter(each -> each.takenBy() > 0).findFirst().orElseThrow();
    fx(() -> {
      screen.window().selection().pick(new Pick.Message(trip.message()));
      screen.window().selection().select(trip.to());
      robot.lookup("#space-time").query().requestFocus();
      return true;
    });
    await(
        "the message is marked",
        () ->
            spoken().contains("Picked: ")
                && spoken().contains("from S" + trip.from() + " to S" + trip.to()));
    robot.push(KeyCode.F).push(KeyCode.W).push(KeyCode.PERIOD);
    await("the next step of its receiver", () -> !screen.moment().live());
    assertThat(fx(() -> screen.window().selection().picked().get()))
        .isEqualTo(new Pick.Step(trip.to(), screen.moment().number()));
    assertThat(screen.moment().number()).isBetween(trip.sent(), trip.takenBy());
    long first = screen.moment().number();
    robot.push(KeyCode.PERIOD);
    await("one more", () -> screen.moment().number() > first);
    robot.push(KeyCode.COMMA);
    await("and back", () -> screen.moment().number() == first);
    robot.push(KeyCode.P).push(KeyCode.T).push(KeyCode.DIGIT0);
    await("all of it, by order", () -> spoken().contains("happenings "));
    robot.write("?");
    await("the keys", () -> screen.texts("#whole-text .message-title").contains("Space-time view"));
    robot.push(KeyCode.ESCAPE);
    screen.run("Space-time view as SVG");
    Path svg = screen.folder().resolve("space-time.svg");
    await("written", () -> Files.exists(svg));
    assertThat(Files.readString(svg)).startsWith("<svg ").contains(">S5<").endsWith("</svg>\n");
    screen.run("Space-time view as PNG");
    Path png = screen.folder().resolve("space-time.png");
    await("written", () -> Files.exists(png));
    assertThat(Objects.requireNonNull(ImageIO.read(png.toFile())).getWidth()).isGreaterThan(600);
    robot.push(KeyCode.END);
    await("live", () -> screen.moment().live());
  }

  private String spoken() throws Exception {
    return fx(() -> String.valueOf(robot.lookup("#space-time").query().getAccessibleText()));
  }
}

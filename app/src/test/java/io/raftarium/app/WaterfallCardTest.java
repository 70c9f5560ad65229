package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** A request's card says where its time went, as soon as it is answered. */
@Tag("thorough")
final class WaterfallCardTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void aCommittedWriteShowsItsWay() throws Exception {
    screen.type("put way 1");
    await("its fate", () -> screen.fates().stream().anyMatch(f -> f.startsWith("put way 1 → com")));
    screen.click(".fates .label");
    await("the card", () -> screen.text("#whole-text-length").contains("characters"));
    ListView<?> rows = robot.lookup("#whole-text-rows").queryListView();
    List<String> lines = fx(() -> rows.getItems().stream().map(String::valueOf).toList());
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).startsWith("Where did the time go"))
        .anySatisfy(line -> assertThat(line).startsWith("step of the follower: append (S"))
        .anySatisfy(line -> assertThat(line).startsWith("together"));
    screen.click("#whole-text-close");
    await("closed", () -> screen.texts("#whole-text-length").isEmpty());
  }
}

package io.raftarium.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.window.Desktop;
import io.raftarium.app.window.DesktopApplication;
import io.raftarium.app.window.MainWindow;
import io.raftarium.lab.Lab;
import io.raftarium.protocol.Command;
import io.raftarium.view.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import tools.jackson.databind.node.JsonNodeFactory;

/** The window on computers whose language has other digits, other commas or another i. */
class LocalesTest {
  private static final Locale USUAL = Locale.getDefault();
  private static final String OTHER_DIGITS = "[\\p{Nd}&&[^0-9]]";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private final FxRobot robot = new FxRobot();

  @AfterEach
  void usual() throws Exception {
    Locale.setDefault(USUAL);
    FxToolkit.cleanupStages();
  }

  @Test
  void aClusterStartsAndIsSeenWithArabicDigits() throws Exception {
    throughAnHour("ar-EG-u-nu-arab");
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(strings = {"ne-NP", "bn-BD", "tr-TR", "de-DE"})
  void aClusterStartsAndIsSeen(String language) throws Exception {
    throughAnHour(language);
  }

  /** What happens in a first hour: entries, a death, a change of members, a picture of it all. */
  private void throughAnHour(String language) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(language));
    Stage stage = FxToolkit.registerPrimaryStage();
    Path data = folder.resolve("data");
    Desktop desktop =
        OpenWindow.fx(() -> new Desktop(stage, data, folder.resolve("log"), new FilesIn(folder)));
    try {
      OpenWindow.fx(() -> {
        desktop.show(progress -> DesktopApplication.open(data, false, progress));
        return true;
      });
      MainWindow window = desktop.ready().get(90, TimeUnit.SECONDS);
      Lab lab = window.source().lab().orElseThrow();
      OpenWindow.await("a leader", () -> window.moment().view().leader() != null);
      for (int i = 0; i < 12; i++) {
        Submission done =
            lab.client()
                .submit(
                    OptionalInt.empty(),
                    Command.put("titi" + i, JsonNodeFactory.instance.numberNode(1234.5)))
                .get(30, TimeUnit.SECONDS);
        assertThat(done.status()).isEqualTo(Submission.Status.OK);
      }
      OpenWindow.await(
          "the rows in the window",
          () ->
              window.moment().view().nodes().values().stream()
                  .allMatch(node -> node.keyValues().containsKey("titi11")));
      lab.cluster().kill(2);
      lab.cluster().restart(2);
      robot.interact(() -> window.commands().run("export.snapshot"));
      Path capture = folder.resolve("capture.json");
      OpenWindow.await("the capture", () -> Files.exists(capture) && Files.size(capture) > 1000);
      assertThat(Files.readString(capture)).doesNotContainPattern(OTHER_DIGITS);
      assertThat(texts()).contains("titi11", "1234.5").doesNotContainPattern(OTHER_DIGITS);
    } finally {
      desktop.close();
    }
  }

  private String texts() throws Exception {
    return OpenWindow.fx(() ->
        robot.lookup(node -> node instanceof Labeled).queryAllAs(Labeled.class).stream()
            .map(Labeled::getText)
            .collect(Collectors.joining("\n")));
  }
}

package io.raftarium.app.window;

import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.OpenWindow;
import io.raftarium.app.Pictures;
import io.raftarium.app.action.Action;
import io.raftarium.app.action.ActionPalette;
import io.raftarium.app.model.Frames;
import io.raftarium.app.model.Source;
import io.raftarium.app.model.StillSource;
import io.raftarium.app.words.SaidTexts;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.Role;
import io.raftarium.view.NodeStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** The window in German, and with words that are nearly half as long again. */
class LanguagesTest {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before any test
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set at the begin of each test
  private Shell shell;

  @SuppressWarnings("NullAway.Init") // set at the begin of each test
  private MainWindow window;

  @SuppressWarnings("NullAway.Init") // set at the begin of each test
  private StillWindow opened;

  @AfterEach
  void close() throws Exception {
    fx(() -> {
      opened.close();
      Texts.speak("en");
      return true;
    });
    FxToolkit.cleanupStages();
  }

  @Test
  void inGermanNothingIsSaidInEnglish() throws Exception {
    open("de");
    Set<String> said =
        fx(() -> {
          Set<String> texts = new TreeSet<>();
          for (String id : ids()) {
            show(id);
            collect(shell.scene().getRoot(), texts);
          }
          return texts;
        });
    assertThat(said).hasSizeGreaterThan(150);
    List<Pattern> english = english();
    assertThat(english).hasSizeGreaterThan(1_000);
    List<String> left =
        said.stream()
            .filter(text -> english.stream().anyMatch(each -> each.matcher(text).matches()))
            .toList();
    assertThat(left).isEmpty();
  }

  @Test
  void anActionIsFoundByItsEnglishAndByItsGermanWords() throws Exception {
    open("de");
    assertThat(found("Leader abschießen")).isEqualTo("lab.killLeader");
    assertThat(found("Kill leader")).isEqualTo("lab.killLeader");
    assertThat(found("Show “Messages")).isEqualTo("panel.messages");
    assertThat(found("„Nachrichten“ zeigen")).isEqualTo("panel.messages");
    List<String> same =
        fx(() ->
            window.commands().all().stream()
                // One word is the same in both.
                .filter(action -> !action.id().equals("lab.partition"))
                .filter(action -> action.english().equals(action.text()))
                .map(Action::id)
                .toList());
    assertThat(same).as("said in English").isEmpty();
  }

  @Test
  void longWordsHaveRoomOrAreShownWhole() throws Exception {
    open("qps");
    List<String> cut =
        fx(() -> {
          List<String> all = new ArrayList<>();
          for (String id : ids()) {
            show(id);
            cut(shell.scene().getRoot(), all);
          }
          return all;
        });
    assertThat(cut).isEmpty();
  }

  private void open(String language) throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    opened =
        fx(() -> {
          Texts.speak(language);
          StillWindow made = StillWindow.in(stage, folder, still());
          stage.setX(0);
          stage.setY(0);
          stage.setWidth(WIDTH);
          stage.setHeight(HEIGHT);
          stage.show();
          return made;
        });
    shell = opened.shell();
    window = opened.window();
    picture(language);
  }

  /** For eyes, where a folder for it is named. */
  private void picture(String language) throws Exception {
    if (Pictures.wanted()) {
      int i = 0;
      for (String id : ids()) {
        fx(() -> {
          show(id);
          return true;
        });
        Pictures.save(language + "-" + i++ + "-" + id, shell.scene());
      }
    }
  }

  private List<String> ids() {
    return OpenWindow.panels(window);
  }

  private void show(String panel) {
    window.commands().run(panel);
    // A split pane finds its places, and with them the stage its size, in several passes.
    for (int pass = 0; pass < 4; pass++) {
      shell.scene().getRoot().applyCss();
      shell.scene().getRoot().layout();
    }
    window.refresh();
    shell.scene().getRoot().layout();
  }

  private String found(String words) throws Exception {
    return fx(() -> {
      ActionPalette palette = new ActionPalette(window.commands(), _ -> {});
      ((TextField) palette.focus()).setText(words);
      return ((ListView<?>) palette.node().lookup("#palette-list")).getItems().getFirst()
              instanceof Action action
          ? action.id()
          : "";
    });
  }

  /** Every text that is shown or spoken, and those of tooltips and menus. */
  private static void collect(Node node, Set<String> into) {
    if (node.getAccessibleText() != null) {
      into.add(node.getAccessibleText());
    }
    if (node instanceof Control control && control.getTooltip() != null) {
      into.add(String.valueOf(control.getTooltip().getText()));
    }
    switch (node) {
      case MenuButton menu -> {
        into.add(menu.getText());
        menu.getItems().stream()
            .map(MenuItem::getText)
            .filter(text -> text != null)
            .forEach(into::add);
      }
      case Labeled labeled -> into.add(String.valueOf(labeled.getText()));
      case TextInputControl field -> into.add(String.valueOf(field.getPromptText()));
      // SQL is no language of people.
      case Text text
          when text.getStyleClass().stream().noneMatch(each -> each.startsWith("code-")) ->
          into.add(text.getText());
      default -> {}
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
    }
  }

  /** The English texts that are others in German; a part may be anything. */
  private static List<Pattern> english() throws Exception {
    return SaidTexts.in(Path.of("src/main/java/io/raftarium/app")).keySet().stream()
        .filter(text -> !Texts.of(text).equals(text))
        // Of a short one with parts too little is left to know it by.
        .filter(text -> text.replaceAll("\\{\\d}", "").length() > 4 || !text.contains("{"))
        .map(text ->
            Pattern.compile(
                Pattern.compile("\\{\\d}")
                    .splitAsStream(text + " ")
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".+"))
                    .replaceFirst(" \\\\E$", "\\\\E")))
        .toList();
  }

  /** Texts in the toolbar, tabs and cards that are cut and that no tooltip tells whole. */
  private static void cut(Node node, List<String> into) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Labeled labeled
        && labeled.lookup(".text") instanceof Text drawn
        && labeled.getText() != null
        && !labeled.isWrapText()
        && drawn.getText().endsWith("…")
        && !drawn.getText().equals(labeled.getText())
        && labeled.getTooltip() == null) {
      into.add("shortened: " + labeled.getText() + " → " + drawn.getText());
    }
    if (node instanceof Labeled labeled && labeled.getText() != null) {
      Bounds on = labeled.localToScene(labeled.getLayoutBounds());
      if (on.getMaxX() > WIDTH + 1 && labeled.getStyleClass().contains("dock-tab")) {
        into.add("outside: " + labeled.getText());
      }
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> cut(child, into));
    }
  }

  /** One moment of five nodes of all kinds. */
  private static Source still() {
    return new StillSource(
        Frames.cluster(5)
            .leader(1, 12)
            .role(2, 12, Role.PRE_CANDIDATE)
            .role(3, 13, Role.CANDIDATE)
            .process(5, NodeStatus.State.DOWN)
            .moment(),
        new Source.Caption("still"));
  }
}

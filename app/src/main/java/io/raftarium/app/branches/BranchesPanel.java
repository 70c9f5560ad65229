package io.raftarium.app.branches;

import io.raftarium.app.branches.Branch.Parted;
import io.raftarium.app.branches.Branches.Line;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.parts.Steady;
import io.raftarium.app.words.DeedText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.view.Moment;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The windows of this program as a tree: which was opened from which, and the act that parted them.
 */
public final class BranchesPanel implements Panel {
  private static final int INDENT = 22;

  private final AppContext context;
  private final Branches branches;
  private final Consumer<Branch> compare;
  private final VBox lines = new VBox(4);
  private final ScrollPane root = new ScrollPane(lines);
  private final Steady steady = new Steady(Duration.ofMillis(500));
  private List<String> drawn = List.of();

  /**
   * A panel.
   *
   * @param compare shows a window beside this one
   */
  public BranchesPanel(AppContext context, Branches branches, Consumer<Branch> compare) {
    this.context = context;
    this.branches = branches;
    this.compare = compare;
    root.setId("branches");
    root.setFitToWidth(true);
    root.getStyleClass().add("edge-to-edge");
    lines.setPadding(new Insets(8, 10, 8, 10));
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    if (!drawn.isEmpty() && !steady.due()) {
      return;
    }
    List<Line> all = branches.lines();
    List<String> texts =
        all.stream()
            .map(line -> line.depth() + line.branch().title() + detail(line.branch()))
            .toList();
    if (!texts.equals(drawn)) {
      drawn = texts;
      lines.getChildren().setAll(all.stream().map(this::line).toList());
      if (all.size() == 1) {
        Label hint =
            new Label(
                Texts.of(
                    "“Open from here”{0}, also in the menu of the tape, opens another laboratory from"
                        + " the shown moment, live or past, beside this one.",
                    context.commands().keys("lab.openFromHere")));
        hint.setWrapText(true);
        hint.getStyleClass().add("muted");
        Button open = new Button(Texts.of("Open from here"), new FontIcon(Feather.GIT_BRANCH));
        open.setOnAction(_ -> context.commands().run("lab.openFromHere"));
        lines.getChildren().addAll(hint, open);
      }
    }
  }

  private Node line(Line line) {
    Branch branch = line.branch();
    boolean own = branch.source().equals(context.source());
    Label title =
        new Label(Shortened.of(branch.title(), 60) + (own ? Texts.of("  (this window)") : ""));
    title.getStyleClass().add("message-title");
    Label detail = new Label(detail(branch));
    detail.getStyleClass().add("muted");
    detail.setTooltip(new Tooltip(detail.getText()));
    VBox words = new VBox(title, detail);
    words.setMinWidth(120);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox row = new HBox(8, words);
    row.setAlignment(Pos.CENTER_LEFT);
    row.setPadding(new Insets(0, 0, 0, (double) INDENT * line.depth()));
    row.getStyleClass().add("branch-line");
    if (line.depth() > 0) {
      row.getChildren().addFirst(new FontIcon(Feather.CORNER_DOWN_RIGHT));
    }
    if (!own) {
      row.getChildren()
          .addAll(
              button(Texts.of("Show"), Texts.of("Brings its window to the front"), branch.front()),
              button(
                  Texts.of("Compare"),
                  Texts.of("Shows it beside this window"),
                  () -> compare.accept(branch)));
      if (branch.parted() != null) {
        row.getChildren()
            .add(
                button(
                    Texts.of("Close"),
                    Texts.of("Closes its window; its rows stay in the list of clusters"),
                    branch.close()));
      }
    }
    return row;
  }

  private static Button button(String text, String tip, Runnable act) {
    Button button = new Button(text);
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setTooltip(new Tooltip(tip));
    button.setAccessibleText(text + ": " + tip);
    button.setOnAction(_ -> act.run());
    return button;
  }

  /** Where it was opened from, and what was done there first. */
  private static String detail(Branch branch) {
    Parted parted = branch.parted();
    if (parted == null) {
      return branch.source().lab().isPresent() ? Texts.of("opened by itself") : Texts.of("a file");
    }
    return Texts.of(
        "from {0} at {1}{2}",
        Shortened.of(parted.title(), 40),
        TimeText.of(parted.at()),
        branch
            .source()
            .lab()
            .flatMap(lab -> FirstAct.of(lab.events()))
            .map(act -> Texts.of(" · then: {0}", Shortened.of(DeedText.of(act.deed()), 80)))
            .orElse(Texts.of(" · nothing done yet")));
  }
}

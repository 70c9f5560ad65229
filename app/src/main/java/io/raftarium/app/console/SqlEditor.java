package io.raftarium.app.console;

import io.raftarium.app.console.Completion.Proposals;
import io.raftarium.app.parts.SqlSpans;
import io.raftarium.app.parts.TabKey;
import io.raftarium.app.words.Texts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** Where a question is written: with colours, and proposals for the word that is begun. */
final class SqlEditor {
  /** Longer ones are not coloured: nobody writes them by hand. */
  private static final int MOST_COLOURED = 20_000;

  private final CodeArea area = new CodeArea();
  private final VirtualizedScrollPane<CodeArea> root = new VirtualizedScrollPane<>(area);
  private final Supplier<Completion> completion;
  private final ContextMenu proposals = new ContextMenu();

  /**
   * An empty one.
   *
   * @param asked told when the question shall be asked
   */
  SqlEditor(Supplier<Completion> completion, Runnable asked) {
    this.completion = completion;
    area.setId("sql-question");
    area.setAccessibleRole(AccessibleRole.TEXT_AREA);
    TabKey.leaves(area);
    area.setAccessibleText(
        Texts.of("Question in SQL. Control and Enter asks, Control and Space completes"));
    area.getStyleClass().add("code");
    area.setWrapText(true);
    root.getStyleClass().add("code-scroll");
    area.textProperty().addListener((_, _, text) -> colour(text));
    area.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER) {
            asked.run();
            event.consume();
          } else if (event.isControlDown() && event.getCode() == KeyCode.SPACE) {
            propose();
            event.consume();
          }
        });
  }

  Node node() {
    return root;
  }

  String text() {
    return area.getText();
  }

  void write(String sql) {
    area.replaceText(sql);
    area.moveTo(0);
    area.requestFollowCaret();
  }

  void focus() {
    area.requestFocus();
  }

  /** Selects the word at a character that a database counts, from 1. */
  void mark(int position) {
    String text = area.getText();
    if (position < 1 || position > text.codePointCount(0, text.length())) {
      return;
    }
    int start = text.offsetByCodePoints(0, position - 1);
    int end = start;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    area.selectRange(start, Math.min(text.length(), Math.max(end, start + 1)));
    area.requestFollowCaret();
  }

  private void propose() {
    Proposals words = completion.get().at(area.getText(), area.getCaretPosition());
    proposals
        .getItems()
        .setAll(words.words().stream().map(word -> item(words.start(), word)).toList());
    Optional<Bounds> caret = area.getCaretBounds();
    if (!words.words().isEmpty() && caret.isPresent()) {
      proposals.show(area, caret.get().getMinX(), caret.get().getMaxY());
    }
  }

  private MenuItem item(int start, String word) {
    MenuItem item = new MenuItem(word);
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> area.replaceText(start, area.getCaretPosition(), word));
    return item;
  }

  private void colour(String text) {
    if (text.isEmpty() || text.length() > MOST_COLOURED) {
      return;
    }
    StyleSpansBuilder<Collection<String>> styles = new StyleSpansBuilder<>();
    int at = 0;
    for (SqlSpans.Span span : SqlSpans.of(text)) {
      styles.add(List.of(), span.start() - at);
      styles.add(List.of(span.kind().style()), span.end() - span.start());
      at = span.end();
    }
    styles.add(List.of(), text.length() - at);
    area.setStyleSpans(0, styles.create());
  }
}

package io.raftarium.app.parts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** Source to read: lines with numbers and colours, some bright and some grey, some with a note. */
public final class CodeView {
  private static final String GAP = "    ";

  private final CodeArea area = new CodeArea();
  private final VirtualizedScrollPane<CodeArea> root = new VirtualizedScrollPane<>(area);
  private List<Line> lines = List.of();

  /** How a line is shown. */
  public enum Tone {
    PLAIN,
    /** It ran. */
    BRIGHT,
    /** It did not run. */
    GREY;

    private String style() {
      return "code-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One line.
   *
   * @param note what stands behind it; empty for nothing
   */
  public record Line(String text, Tone tone, String note) {
    private String shown() {
      return note.isEmpty() ? text : text + GAP + note;
    }
  }

  /** Empty yet. */
  public CodeView(String id, String accessibleText) {
    area.setId(id);
    area.setEditable(false);
    area.setAccessibleText(accessibleText);
    area.setAccessibleRole(AccessibleRole.TEXT_AREA);
    TabKey.leaves(area);
    area.getStyleClass().add("code");
    area.setParagraphGraphicFactory(this::number);
    area.setFocusTraversable(true);
    root.getStyleClass().add("code-scroll");
  }

  /** What to put into a panel. */
  public Node node() {
    return root;
  }

  /** Shows these lines in place of those before; where it is scrolled to stays. */
  public void show(List<Line> newLines) {
    if (newLines.equals(lines)) {
      return;
    }
    boolean sameText = texts(newLines).equals(texts(lines));
    lines = List.copyOf(newLines);
    String text = String.join("\n", texts(lines));
    if (!sameText) {
      area.replaceText(text);
    }
    if (!text.isEmpty()) {
      style(text);
    }
    for (int line = 0; line < lines.size(); line++) {
      area.setParagraphStyle(line, List.of(lines.get(line).tone().style()));
      area.recreateParagraphGraphic(line);
    }
  }

  /** Scrolls so that a line is seen, with some of what is above it. */
  public void reveal(int line) {
    if (!lines.isEmpty()) {
      area.showParagraphAtTop(Math.clamp(line - 3L, 0, lines.size() - 1));
    }
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream().map(Line::shown).toList();
  }

  private void style(String text) {
    StyleSpansBuilder<Collection<String>> styles = new StyleSpansBuilder<>();
    List<SqlSpans.Span> spans = new ArrayList<>();
    int begin = 0;
    for (Line line : lines) {
      int start = begin;
      SqlSpans.of(line.text())
          .forEach(span ->
              spans.add(new SqlSpans.Span(start + span.start(), start + span.end(), span.kind())));
      begin += line.shown().length() + 1;
    }
    int at = 0;
    int from = 0;
    int next = 0;
    for (Line line : lines) {
      String tone = line.tone().style();
      int end = from + line.text().length();
      while (next < spans.size() && spans.get(next).start() < end) {
        SqlSpans.Span span = spans.get(next++);
        styles.add(List.of(tone), span.start() - at);
        styles.add(List.of(tone, span.kind().style()), span.end() - span.start());
        at = span.end();
      }
      styles.add(List.of(tone), end - at);
      at = end;
      int whole = from + line.shown().length();
      styles.add(List.of("note"), whole - at);
      // The end of the line belongs to it.
      int behind = Math.min(whole + 1, text.length());
      styles.add(List.of(tone), behind - whole);
      at = behind;
      from = whole + 1;
    }
    area.setStyleSpans(0, styles.create());
  }

  private Node number(int line) {
    Label number = new Label(Integer.toString(line + 1));
    number.getStyleClass().add("code-number");
    if (line < lines.size()) {
      number.getStyleClass().add(lines.get(line).tone().style());
    }
    number.setAlignment(Pos.TOP_RIGHT);
    return number;
  }
}

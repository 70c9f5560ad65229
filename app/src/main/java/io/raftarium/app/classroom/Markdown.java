package io.raftarium.app.classroom;

import io.raftarium.app.words.Shortened;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.parser.Parser;

/** Draws small Markdown: paragraphs, lists, strong, emphasis, code. What else there is, is text. */
final class Markdown {
  private static final Parser PARSER = Parser.builder().build();
  private static final int LONGEST = 6_000;

  private Markdown() {}

  /** A text, in lines as long as there is room. */
  static VBox of(String text) {
    VBox box = new VBox(6);
    box.getStyleClass().add("lesson-text");
    box.setMinWidth(0);
    PARSER.parse(Shortened.lines(text, LONGEST)).accept(new Blocks(box));
    return box;
  }

  /** Without its marks, for who listens. */
  static String plain(String text) {
    return text.replaceAll("[*_`#]", "").strip();
  }

  private static final class Blocks extends AbstractVisitor {
    private final VBox box;

    Blocks(VBox box) {
      this.box = box;
    }

    @Override
    public void visit(Paragraph paragraph) {
      box.getChildren().add(flow(paragraph, List.of()));
    }

    @Override
    public void visit(Heading heading) {
      box.getChildren().add(flow(heading, List.of("lesson-strong")));
    }

    @Override
    public void visit(BulletList list) {
      items(list, 0);
    }

    @Override
    public void visit(OrderedList list) {
      Integer first = list.getMarkerStartNumber();
      items(list, first == null ? 1 : first);
    }

    private void items(Node list, int first) {
      int number = first;
      for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
        if (item instanceof ListItem) {
          Label mark = new Label(first == 0 ? "•" : number++ + ".");
          mark.setMinWidth(Region.USE_PREF_SIZE);
          mark.getStyleClass().add("lesson-mark");
          VBox inner = new VBox(4);
          inner.setMinWidth(0);
          HBox.setHgrow(inner, Priority.ALWAYS);
          Blocks blocks = new Blocks(inner);
          for (Node child = item.getFirstChild(); child != null; child = child.getNext()) {
            child.accept(blocks);
          }
          box.getChildren().add(new HBox(6, mark, inner));
        }
      }
    }
  }

  private static TextFlow flow(Node block, List<String> styles) {
    Spans spans = new Spans(styles);
    for (Node child = block.getFirstChild(); child != null; child = child.getNext()) {
      child.accept(spans);
    }
    TextFlow flow = new TextFlow(spans.texts.toArray(Text[]::new));
    flow.setMinWidth(0);
    return flow;
  }

  private static final class Spans extends AbstractVisitor {
    final List<Text> texts = new ArrayList<>();
    private final Set<String> styles;

    Spans(List<String> styles) {
      this.styles = new TreeSet<>(styles);
    }

    private void add(String text) {
      Text span = new Text(text);
      span.getStyleClass().add("lesson-span");
      span.getStyleClass().addAll(styles);
      texts.add(span);
    }

    private void within(String style, Node node) {
      boolean fresh = styles.add(style);
      visitChildren(node);
      if (fresh) {
        styles.remove(style);
      }
    }

    @Override
    public void visit(org.commonmark.node.Text text) {
      add(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      styles.add("lesson-code");
      add(code.getLiteral());
      styles.remove("lesson-code");
    }

    @Override
    public void visit(StrongEmphasis strong) {
      within("lesson-strong", strong);
    }

    @Override
    public void visit(Emphasis emphasis) {
      within("lesson-emphasis", emphasis);
    }

    @Override
    public void visit(SoftLineBreak line) {
      add(" ");
    }

    @Override
    public void visit(HardLineBreak line) {
      add("\n");
    }
  }
}

package io.raftarium.app.messages;

import io.raftarium.app.parts.MessageGlyph;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.FateText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.view.WireMessage.Fate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/** The columns of the list. */
final class MessageCells {
  private static final int MOST_CHARS = 80;
  private static final PseudoClass LOST = PseudoClass.getPseudoClass("lost");
  private static final PseudoClass FLYING = PseudoClass.getPseudoClass("flying");

  private final ObservableValue<Palette> palette;

  MessageCells(ObservableValue<Palette> palette) {
    this.palette = palette;
  }

  /** All of them, from left to right. */
  List<TableColumn<MessageRow, MessageRow>> columns() {
    return List.of(
        text("№", 60, 44, row -> String.valueOf(row.number())),
        text(Texts.of("Time"), 108, 104, row -> TimeText.of(row.trip().sentAt())),
        text(Texts.of("From"), 44, 40, row -> NodeNames.of(row.trip().from())),
        text(Texts.of("To"), 44, 36, row -> NodeNames.of(row.trip().to())),
        column(Texts.of("Kind"), 138, 112, Kind::new),
        column(Texts.of("Term"), 48, 40, Term::new),
        column(Texts.of("Fate"), 86, 72, FateCell::new),
        text(Texts.of("Indexes"), 200, 60, row -> Shortened.of(row.indexes().text(), MOST_CHARS)));
  }

  private static TableColumn<MessageRow, MessageRow> text(
      String title, double width, double least, Function<MessageRow, String> text) {
    return column(title, width, least, () -> new Plain(text));
  }

  private static TableColumn<MessageRow, MessageRow> column(
      String title, double width, double least, Supplier<Plain> cell) {
    TableColumn<MessageRow, MessageRow> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setMinWidth(least);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(_ -> cell.get());
    return column;
  }

  /** A text. */
  private static class Plain extends TableCell<MessageRow, MessageRow> {
    private final Function<MessageRow, String> text;

    Plain(Function<MessageRow, String> text) {
      this.text = text;
    }

    @Override
    protected void updateItem(@Nullable MessageRow row, boolean empty) {
      super.updateItem(row, empty);
      boolean there = row != null && !empty;
      setText(there ? text.apply(row) : null);
      look(there ? row : null);
    }

    /** How it looks beside its text. */
    void look(@Nullable MessageRow row) {}
  }

  /** The kind, with the sign that the message has on the stage. */
  private final class Kind extends Plain {
    private static final double WIDE = 16;
    private static final double HIGH = 14;

    private final Canvas canvas = new Canvas(WIDE, HIGH);
    private final MessageGlyph glyph = new MessageGlyph(canvas.getGraphicsContext2D());

    Kind() {
      super(row -> row.kind().text());
      setGraphicTextGap(6);
      setAlignment(Pos.CENTER_LEFT);
      palette.subscribe(_ -> look(isEmpty() ? null : getItem()));
    }

    @Override
    void look(@Nullable MessageRow row) {
      setGraphic(row == null ? null : canvas);
      if (row != null) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, WIDE, HIGH);
        glyph.draw(row.look(), WIDE / 2, HIGH / 2, 0.78, palette.getValue());
      }
    }
  }

  /** The term, in its colour. */
  private final class Term extends Plain {
    Term() {
      super(row -> String.valueOf(row.trip().term()));
      palette.subscribe(_ -> look(isEmpty() ? null : getItem()));
    }

    @Override
    void look(@Nullable MessageRow row) {
      if (row != null) {
        setTextFill(palette.getValue().term(row.trip().term()));
      }
    }
  }

  /** What became of it. */
  private static final class FateCell extends Plain {
    FateCell() {
      super(row -> FateText.of(row.trip().fate()));
      getStyleClass().add("fate");
    }

    @Override
    void look(@Nullable MessageRow row) {
      Fate fate = row == null ? Fate.DELIVERED : row.trip().fate();
      pseudoClassStateChanged(LOST, fate == Fate.LOST || fate == Fate.REFUSED);
      pseudoClassStateChanged(FLYING, fate == Fate.FLYING || fate == Fate.HELD);
    }
  }
}

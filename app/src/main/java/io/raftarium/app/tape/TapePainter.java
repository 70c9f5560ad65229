package io.raftarium.app.tape;

import io.raftarium.app.parts.CanvasSurface;
import io.raftarium.app.tape.TapeGroups.Group;
import io.raftarium.app.tape.TapeModel.Mark;
import io.raftarium.app.tape.TapeModel.Span;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.CanvasText;
import io.raftarium.app.words.Texts;
import io.raftarium.record.Marker;
import java.time.Instant;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import org.jspecify.annotations.Nullable;

/** Draws the tape: terms above, marks below, and where the operator looks. */
final class TapePainter {
  private static final double BAND = 17;
  private static final double MARK = 11;
  private static final Font COUNT = Font.font("Inter", 11);

  private final CanvasText bold = new CanvasText(Font.font("Inter", FontWeight.BOLD, 11));

  void paint(
      GraphicsContext gc,
      TapeModel model,
      TapeScale scale,
      double height,
      Palette palette,
      List<Marker> markers,
      @Nullable Instant past) {
    gc.clearRect(0, 0, scale.width() + 4, height);
    double top = Math.max(2, (height - BAND - MARK - 4) / 2);
    spans(gc, model, scale, top, palette);
    marks(gc, model.marks(), scale, top + BAND + 4 + MARK / 2, palette);
    Instant head = past == null ? model.end() : past;
    double x = Math.clamp(scale.x(head), 1, Math.max(1, scale.width() - 1));
    if (past != null) {
      gc.setFill(palette.background().deriveColor(0, 1, 1, 0.6));
      gc.fillRect(x, 0, scale.width() - x, height);
    }
    names(gc, markers, scale, height, palette);
    gc.setStroke(past == null ? palette.success() : palette.warning());
    gc.setLineWidth(3);
    gc.strokeLine(x, 1, x, height - 1);
  }

  /** A flag at each named moment, with as much of the name as there is room before the next. */
  private void names(
      GraphicsContext gc, List<Marker> markers, TapeScale scale, double height, Palette palette) {
    gc.setFont(bold.font());
    gc.setTextBaseline(VPos.TOP);
    gc.setLineWidth(1.5);
    for (int i = 0; i < markers.size(); i++) {
      double x = scale.x(markers.get(i).at());
      double next = i + 1 < markers.size() ? scale.x(markers.get(i + 1).at()) : scale.width();
      if (x < 0 || x > scale.width()) {
        continue;
      }
      gc.setStroke(palette.accent());
      gc.strokeLine(x, 1, x, height - 1);
      String name = bold.fit(markers.get(i).name(), Math.min(140, next - x - 12));
      double width = name.isEmpty() ? 8 : bold.width(name) + 8;
      gc.setFill(palette.accent());
      gc.fillRoundRect(x, 1, width, 14, 3, 3);
      gc.setFill(palette.background());
      gc.fillText(name, x + 4, 1);
    }
  }

  private void spans(
      GraphicsContext gc, TapeModel model, TapeScale scale, double top, Palette palette) {
    List<Span> spans = model.spans();
    gc.setFont(bold.font());
    gc.setTextBaseline(VPos.CENTER);
    double drawnTo = -1;
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      Instant until = i + 1 < spans.size() ? spans.get(i + 1).from() : model.end();
      double left = Math.max(0, scale.x(span.from()));
      double right = Math.min(scale.width(), scale.x(until));
      if (right <= 0 || right < drawnTo + 0.5) {
        continue;
      }
      double width = Math.max(1, right - left - 1);
      drawnTo = left + width;
      Color term = palette.term(span.term());
      gc.setFill(palette.panel().interpolate(term, palette.dark() ? 0.45 : 0.4));
      gc.fillRoundRect(left, top, width, BAND, 3, 3);
      String text = bold.fit(Texts.of("term {0}", span.term()), width - 10);
      if (text.endsWith("…")) {
        text = bold.fit("t" + span.term(), width - 6);
      }
      if (!text.isEmpty() && !text.endsWith("…")) {
        gc.setFill(palette.text());
        gc.fillText(text, left + 5, top + BAND / 2);
      }
    }
  }

  private static void marks(
      GraphicsContext gc, List<Mark> marks, TapeScale scale, double middle, Palette palette) {
    gc.setTextBaseline(VPos.CENTER);
    for (Group group : TapeGroups.of(marks, scale)) {
      double x = Math.clamp(group.x(), 5, Math.max(5, scale.width() - 6));
      SignGlyph.draw(new CanvasSurface(gc), group.sign(), x, middle, palette);
      if (group.count() > 1) {
        gc.setFont(COUNT);
        gc.setFill(palette.mutedText());
        gc.fillText(String.valueOf(group.count()), x + TapeGroups.SIGN / 2, middle);
      }
    }
  }
}

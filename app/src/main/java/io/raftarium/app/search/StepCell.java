package io.raftarium.app.search;

import io.raftarium.app.words.ScheduleText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.search.Schedule.Planned;
import java.util.function.IntSupplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** One step of a way: its number and its sentence; of one that is played, whether it was made. */
final class StepCell extends ListCell<Planned> {
  private static final PseudoClass MADE = PseudoClass.getPseudoClass("made");
  private static final PseudoClass NEXT = PseudoClass.getPseudoClass("next");

  private final IntSupplier made;
  private final Label number = new Label();

  /**
   * A cell.
   *
   * @param made how many steps were made; less than 0 where nothing is played
   */
  StepCell(IntSupplier made) {
    this.made = made;
    getStyleClass().add("schedule-step");
    number.getStyleClass().addAll("mono", "schedule-number");
    number.setMinWidth(Region.USE_PREF_SIZE);
    WrappedText.wrap(this);
    setPrefWidth(0);
    setAlignment(Pos.TOP_LEFT);
    setGraphicTextGap(8);
  }

  @Override
  protected void updateItem(@Nullable Planned step, boolean empty) {
    super.updateItem(step, empty);
    int at = getIndex();
    boolean none = step == null || empty;
    pseudoClassStateChanged(MADE, !none && at < made.getAsInt());
    pseudoClassStateChanged(NEXT, !none && at == made.getAsInt());
    if (step == null || empty) {
      setText(null);
      setGraphic(null);
      return;
    }
    number.setText(String.valueOf(at + 1));
    setGraphic(number);
    setText(ScheduleText.step(step));
    setAccessibleText(
        Texts.of(
            "Step {0}{1}{2}",
            at + 1,
            at < made.getAsInt()
                ? Texts.of(", made: ")
                : at == made.getAsInt() ? Texts.of(", next: ") : ": ",
            getText()));
  }
}

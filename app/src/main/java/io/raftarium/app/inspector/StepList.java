package io.raftarium.app.inspector;

import io.raftarium.app.words.EventText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.protocol.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import org.jspecify.annotations.Nullable;

/** A node's newest steps, newest first; follows the newest until another one is picked. */
final class StepList extends ListView<JournalEntry> {
  private boolean filling;
  private boolean follow = true;

  StepList(Consumer<@Nullable JournalEntry> picked) {
    setId("step-list");
    getStyleClass().addAll("dense", "step-list");
    setAccessibleText(Texts.of("Newest steps of this node"));
    setFixedCellSize(21);
    setPrefHeight(3 * 21 + 4);
    setMinHeight(3 * 21 + 4);
    setCellFactory(_ -> new StepCell());
    getSelectionModel()
        .selectedItemProperty()
        .subscribe(step -> {
          if (!filling) {
            follow = getSelectionModel().getSelectedIndex() <= 0;
            picked.accept(step);
          }
        });
  }

  /** Shows these steps, given oldest first; keeps the picked one while it is among them. */
  @Nullable JournalEntry fill(List<JournalEntry> steps) {
    JournalEntry before = follow ? null : getSelectionModel().getSelectedItem();
    filling = true;
    getItems().setAll(new ArrayList<>(steps).reversed());
    int at = before == null ? -1 : getItems().indexOf(before);
    follow = at < 0;
    getSelectionModel().select(Math.max(0, at));
    filling = false;
    return getSelectionModel().getSelectedItem();
  }

  private static final class StepCell extends ListCell<JournalEntry> {
    @Override
    protected void updateItem(@Nullable JournalEntry step, boolean empty) {
      super.updateItem(step, empty);
      setText(
          step == null || empty
              ? null
              : step.version()
                  + "  "
                  + TimeText.of(step.at())
                  + "  "
                  + EventText.name(step.event()));
    }
  }
}

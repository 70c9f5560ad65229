package io.raftarium.app.classroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;

/** A lesson says the keys that a person has chosen. */
class OwnKeysTest {
  private static final String TEXT = "Press **F4** or *Resume* (F8), then **Ctrl+T** (Ctrl+T), F4.";

  private final Actions actions = new Actions();

  private void action(String id, String name, KeyCombination key) {
    actions.add(Action.named(id, name, "Does it").key(key).does(() -> {}));
  }

  @Test
  void aLessonNamesTheKeysThatThereAre() {
    action("a", "Deliver it", Keys.key(KeyCode.F4));
    action("b", "Resume", Keys.key(KeyCode.F8));
    action("c", "Time out now", Keys.ctrl(KeyCode.T));
    assertThat(new OwnKeys(actions.all()).apply(TEXT)).isEqualTo(TEXT);
    // Two that changed places, and one without a key.
    actions.bind(Map.of("a", "F8", "b", "F4", "c", ""));
    assertThat(new OwnKeys(actions.all()).apply(TEXT))
        .isEqualTo("Press **F8** or *Resume* (F4), then **Time out now** (Time out now), F4.");
  }
}

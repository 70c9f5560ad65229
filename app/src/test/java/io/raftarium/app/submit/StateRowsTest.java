package io.raftarium.app.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.submit.StateRows.Column;
import io.raftarium.app.submit.StateRows.Row;
import io.raftarium.view.KeyValue;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

class StateRowsTest {
  private static final KeyValue FIVE = new KeyValue("x", IntNode.valueOf(5), 2);
  private static final KeyValue SIX = new KeyValue("x", IntNode.valueOf(6), 4);

  private final StateRows rows =
      new StateRows(
          List.of(new Column(1, 4), new Column(2, 3)),
          List.of(
              new Row("x", List.of(SIX, FIVE)),
              new Row(
                  "y\tz", Arrays.asList(new KeyValue("y", StringNode.valueOf("a b"), 3), null))));

  @Test
  void whatSomeHaveAppliedAndOthersNotDiffers() {
    assertThat(rows.rows().getFirst().differs()).isTrue();
    assertThat(rows.rows().getLast().differs()).isTrue();
    assertThat(new Row("x", List.of(FIVE, new KeyValue("x", IntNode.valueOf(5), 2))).differs())
        .isFalse();
  }

  @Test
  void aTableOfTextHasALineAKey() {
    assertThat(rows.text().lines())
        .containsExactly("key\tS1 at index 4\tS2 at index 3", "x\t6\t5", "y z\t\"a b\"\t");
  }

  @Test
  void aKeyIsToldWhole() {
    assertThat(rows.text(rows.rows().getFirst()))
        .contains("S1 at index 4: 6   (set by the entry with index 4)")
        .contains("S2 at index 3: 5");
    assertThat(rows.text(rows.rows().getLast())).contains("S2 at index 3: no such key");
  }
}

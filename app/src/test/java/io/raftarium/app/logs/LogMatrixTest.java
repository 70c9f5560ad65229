package io.raftarium.app.logs;

import static io.raftarium.app.Rows.frame;
import static io.raftarium.app.Rows.log;
import static io.raftarium.app.Rows.node;
import static io.raftarium.app.Rows.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.logs.LogMatrix.Cell;
import io.raftarium.app.logs.LogMatrix.Content;
import io.raftarium.app.logs.LogMatrix.Row;
import io.raftarium.protocol.Role;
import io.raftarium.view.ClusterView;
import io.raftarium.view.PeerView;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogMatrixTest {
  /** S1 led term 4 and is cut off with two entries of its own; S2 leads term 5. */
  private final ClusterView view =
      view(
          1,
          List.of(),
          node(1, Role.LEADER, 4, 3, log(1, 4, 4, 4, 4), new PeerView(2, 6, 3)),
          node(
              2,
              Role.LEADER,
              5,
              4,
              log(1, 4, 4, 5, 5),
              new PeerView(1, 4, 3),
              new PeerView(3, 6, 5)),
          node(3, Role.FOLLOWER, 5, 4, log(1, 4, 4, 5, 5)),
          node(4, Role.FOLLOWER, 5, 2, log(1, 4)));

  private final LogMatrix matrix = LogMatrix.of(frame(view));

  private Cell cell(int node, long index) {
    return matrix.cell(row(node), index);
  }

  private Row row(int node) {
    return matrix.rows().get(node - 1);
  }

  @Test
  void comparesWithTheLeaderOfTheHighestTerm() {
    assertThat(cell(1, 3).differs()).isFalse();
    assertThat(cell(1, 4).differs()).isTrue();
    assertThat(cell(1, 5).differs()).isTrue();
    assertThat(cell(2, 4).differs()).isFalse();
    assertThat(cell(3, 5).differs()).isFalse();
    assertThat(matrix.leads(row(2))).isTrue();
    assertThat(matrix.leads(row(1))).isFalse();
  }

  @Test
  void anEntryIsCommittedAsFarAsItsOwnNodeKnows() {
    assertThat(cell(1, 4).committed()).isFalse();
    assertThat(cell(3, 4).committed()).isTrue();
    assertThat(cell(3, 5).committed()).isFalse();
  }

  @Test
  void showsWhatTheLeaderKnowsOfEachFollower() {
    assertThat(cell(1, 3).match()).isTrue();
    assertThat(cell(1, 4).next()).isTrue();
    assertThat(cell(3, 5).match()).isTrue();
    assertThat(cell(3, 6))
        .isEqualTo(new Cell(Content.NONE, null, false, false, false, true, false));
    assertThat(matrix.lastColumn()).isEqualTo(6);
  }

  @Test
  void tellsAnEntryInWords() {
    assertThat(matrix.tell(row(1), 4))
        .isEqualTo(
            "S1, index 4: term 4, put x 4, not committed here yet, differs from the leader's log");
    assertThat(matrix.tell(row(4), 3)).isEqualTo("S4, index 3: no entry");
  }

  @Test
  void looksTheSameUntilSomethingThatIsDrawnChanges() {
    assertThat(matrix.looksLike(LogMatrix.of(frame(view)))).isTrue();
    ClusterView later =
        view(
            2,
            List.of(),
            node(1, Role.LEADER, 4, 3, log(1, 4, 4, 4, 4), new PeerView(2, 6, 3)),
            node(
                2,
                Role.LEADER,
                5,
                5,
                log(1, 4, 4, 5, 5),
                new PeerView(1, 4, 3),
                new PeerView(3, 6, 5)),
            node(3, Role.FOLLOWER, 5, 4, log(1, 4, 4, 5, 5)),
            node(4, Role.FOLLOWER, 5, 2, log(1, 4)));
    assertThat(matrix.looksLike(LogMatrix.of(frame(later)))).isFalse();
  }

  @Test
  void aPlaceOnTheCanvasIsTheCellDrawnThere() {
    LogGeometry at = new LogGeometry(600, 200, 5, 10_000, 5_000, 0, LogGeometry.COLUMN_LEAST);
    for (long index = at.firstVisible() + 1; index < at.lastVisible(); index++) {
      assertThat(at.indexAt(at.x(index) + 5)).isEqualTo(index);
    }
    assertThat(at.lastVisible() - at.firstVisible()).isLessThan(12);
    assertThat(at.rowAt(at.y(3) + 2)).isEqualTo(3);
    assertThat(at.indexAt(10)).isZero();
  }

  @Test
  void columnsAreAsWideAsTheirContentUpToABoundAndByTheZoom() {
    assertThat(LogGeometry.column(10, 1)).isEqualTo(LogGeometry.COLUMN_LEAST);
    assertThat(LogGeometry.column(100, 1)).isGreaterThan(100).isLessThan(110);
    assertThat(LogGeometry.column(100_000, 1)).isEqualTo(150);
    assertThat(LogGeometry.column(100_000, 2)).isEqualTo(300);
  }

  @Test
  void theColumnsFollowTheNewestEntriesOfTheLongestLog() {
    assertThat(matrix.newest(2).stream().map(entry -> entry.index())).containsExactly(4L, 5L);
    assertThat(matrix.newest(100)).hasSize(5);
  }
}

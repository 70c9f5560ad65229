package io.raftarium.app.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.tape.TapeGroups.Group;
import io.raftarium.app.tape.TapeModel.Mark;
import io.raftarium.app.tape.TapeModel.Sign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TapeGroupsTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final List<Sign> SIGNS = List.of(Sign.values());
  private static final TapeScale SCALE = new TapeScale(START, START.plusSeconds(600), 600);

  private static Mark mark(double second, Sign sign) {
    return new Mark(START.plusMillis((long) (second * 1_000)), sign, "");
  }

  @Test
  void whatWouldOverlapIsOneGroupWithItsCountAndItsMostTellingSign() {
    List<Group> groups =
        TapeGroups.of(
            List.of(
                mark(10, Sign.COMMIT),
                mark(12, Sign.KILL),
                mark(15, Sign.ELECTION),
                mark(100, Sign.COMMIT)),
            SCALE);
    assertThat(groups).extracting(Group::count).containsExactly(3, 1);
    assertThat(groups).extracting(Group::sign).containsExactly(Sign.KILL, Sign.COMMIT);
  }

  @Test
  void noneOverlapsAnotherAndNoneIsForgotten() {
    Random random = new Random(7);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      marks.add(mark(random.nextDouble(600), SIGNS.get(random.nextInt(SIGNS.size()))));
    }
    marks.sort(Comparator.comparing(Mark::at));
    List<Group> groups = TapeGroups.of(marks, SCALE);
    assertThat(groups.stream().mapToInt(Group::count).sum()).isEqualTo(marks.size());
    for (int i = 1; i < groups.size(); i++) {
      assertThat(groups.get(i).x() - TapeGroups.SIGN / 2)
          .isGreaterThanOrEqualTo(groups.get(i - 1).right());
    }
  }
}

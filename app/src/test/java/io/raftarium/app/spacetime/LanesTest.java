package io.raftarium.app.spacetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.groups.Tuple.tuple;

import io.raftarium.app.tape.TapeModel.Sign;
import io.raftarium.protocol.Role;
import io.raftarium.record.Tape;
import io.raftarium.view.Deed;
import io.raftarium.view.WireMessage.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final MadeTape made = new MadeTape(3);

  private static Lanes lanes(Tape tape) {
    LaneReader reader = new LaneReader(tape);
    Lanes lanes = new Lanes();
    Lanes.News news;
    do {
      news = reader.readOn();
      lanes.take(news);
    } while (news.more());
    return lanes;
  }

  private static long end(@Nullable Way way) {
    return Objects.requireNonNull(Objects.requireNonNull(way).end()).number();
  }

  private static Lanes.Lane lane(Lanes lanes, int node) {
    return Objects.requireNonNull(lanes.lanes().get(node));
  }

  private static List<Long> seen(Lanes lanes, double from, double to) {
    List<Long> seen = new ArrayList<>();
    lanes.seen(new Sight(Axis.ORDER, from, to - from), way -> seen.add(way.trip().message()));
    return seen;
  }

  @Test
  void aWayLeadsFromItsSendingToTheStepThatTookIt() {
    made.step(1, "HeartbeatTimeout", "");
    long taken = made.sent(1, 2, "AppendEntries", 3, "");
    long lost = made.sent(1, 3, "AppendEntries", 3, "");
    long flying = made.sent(1, 3, "AppendEntries", 3, "");
    made.ended(taken, Fate.DELIVERED);
    made.ended(lost, Fate.LOST);
    made.step(3, "ElectionTimeout", "");
    long taker = made.step(2, "AppendEntries", "m" + taken);
    Lanes lanes = lanes(made.tape());
    assertThat(lanes.way(taken))
        .extracting(way -> way.sent().number(), LanesTest::end)
        .containsExactly(2L, taker);
    assertThat(end(lanes.way(lost))).isEqualTo(6);
    assertThat(Objects.requireNonNull(lanes.way(flying)).end()).isNull();
    assertThat(lane(lanes, 2).steps().size()).isEqualTo(1);
    assertThat(seen(lanes, 7, 9))
        .as("what ends there, and what flies")
        .containsExactly(taken, flying);
    assertThat(seen(lanes, 0, 1.5)).isEmpty();
  }

  @Test
  void rolesTermsAndActsAreWhereTheStepsWere() {
    made.step(2, "Start", "");
    made.done(new Deed.Killed(3));
    made.elected(1, 4);
    Lanes lanes = lanes(made.tape());
    assertThat(lane(lanes, 1).turns().getLast())
        .extracting(turn -> turn.at().number(), Turn::term, Turn::role)
        .as("at the step, not when its rows were read")
        .containsExactly(3L, 4L, Role.LEADER);
    assertThat(lanes.spots())
        .extracting(spot -> spot.at().number(), Spot::node, Spot::sign)
        .contains(tuple(2L, 3, Sign.KILL), tuple(3L, 1, Sign.LEADER));
  }

  @Test
  void zoomKeepsThePlaceUnderThePointerAndEverythingWithinBounds() {
    Sight all = Sight.all(Axis.ORDER, 1, 10_001);
    Sight near = all.zoom(0.01, 5_000, 1, 10_001);
    assertThat((5_000 - near.from()) / near.span())
        .isCloseTo((5_000 - all.from()) / all.span(), offset(1e-9));
    assertThat(near.pan(-1e9, 1, 10_001).from()).isGreaterThan(-100).isLessThanOrEqualTo(1);
    assertThat(near.pan(1e9, 1, 10_001).to()).isBetween(10_001.0, 10_101.0);
    assertThat(near.zoom(1e9, 5_000, 1, 10_001)).isEqualTo(all);
    assertThat(near.zoom(1e-9, 5_000, 1, 10_001).span()).isEqualTo(Axis.ORDER.least());
    LaneLayout layout = LaneLayout.of(Set.of(1, 2, 3), new TreeSet<>(Set.of(3)), near, 874, 400);
    assertThat(layout.place(layout.x(5_017))).isCloseTo(5_017, offset(1e-6));
    assertThat(layout.nodes()).as("the pinned one on top").startsWith(3);
    assertThat(layout.node(layout.y(2))).isEqualTo(2);
  }

  @Test
  void manyWaysAreGatheredAndNoneIsForgotten() {
    Lanes lanes = lanes(new MadeTape(5).tape(100_000));
    Sight all = Sight.all(Axis.TIME, (double) lanes.first().nanos(), (double) lanes.last().nanos());
    Bundles bundles = new Bundles(all, 1_000);
    lanes.seen(all, bundles::add);
    bundles.thin();
    assertThat(bundles.all().stream().mapToInt(bundle -> bundle.count).sum())
        .isEqualTo(lanes.ways().size())
        .isGreaterThan(30_000);
    assertThat(bundles.all()).hasSizeLessThanOrEqualTo(Bundles.MOST);
    assertThat(bundles.all().stream().mapToInt(bundle -> bundle.lost).sum()).isPositive();
  }
}

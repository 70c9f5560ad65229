package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.record.Happening;
import io.raftarium.view.Deed;
import io.raftarium.view.LoadCount;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients that ask without end. */
class LoadTest extends RunningLab {
  private static final LoadPlan.Mix MIX = new LoadPlan.Mix(30, 40, 15, 15);

  @Test
  void everyOperationIsOnTheTapeWithItsTimes() throws Exception {
    start(3);
    long before = lab.tape().last();

    lab.load().start(new LoadPlan(4, MIX, 0, 3));

    assertThatThrownBy(() -> lab.load().start(new LoadPlan(1, MIX, 0, 1)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("runs already");
    await(view -> lab.load().count().writes() >= 60 && lab.load().count().reads() >= 20);
    lab.load().stop();

    LoadCount count = lab.load().count();
    List<Served> told = served();
    assertThat(told)
        .hasSize((int) (count.writes() + count.reads() + count.failed() + count.unknown()));
    assertThat(count.failed() + count.unknown()).isLessThanOrEqualTo(4);
    Map<Integer, Instant> last = new HashMap<>();
    for (Served each : told) {
      Submission submission = each.submission();
      assertThat(submission.submittedAt()).isBeforeOrEqualTo(each.endedAt());
      // One at a time.
      assertThat(submission.submittedAt())
          .isAfterOrEqualTo(last.getOrDefault(each.client(), Instant.EPOCH));
      last.put(each.client(), each.endedAt());
    }
    assertThat(last).hasSize(4);
    // Heaps of them, beside the operator's own.
    assertThat(lab.client().submissions()).isEmpty();
    assertThat(happenings().stream().filter(Happening.Asked.class::isInstance)).isEmpty();
    assertThat(lab.events().stream().filter(event -> event.number() > 0).map(event -> event.deed()))
        .contains(new Deed.LoadStarted(new LoadPlan(4, MIX, 0, 3)))
        .anySatisfy(deed ->
            assertThat(deed).isEqualTo(new Deed.LoadStopped(new LoadPlan(4, MIX, 0, 3), count)));
    assertThat(lab.tape().last()).isGreaterThan(before);
    assertThatThrownBy(() -> lab.load().stop()).isInstanceOf(LabException.class);
  }

  @Test
  void anOperationIsAskedAgainInItsSessionUntilItIsKnown() throws Exception {
    int leader = start(3);
    lab.load().start(new LoadPlan(3, new LoadPlan.Mix(0, 0, 0, 100), 0, 1));
    await(view -> lab.load().count().writes() >= 10);

    lab.cluster().kill(leader);
    long then = lab.load().count().writes();
    await(view -> lab.load().count().writes() >= then + 30);
    lab.cluster().stop();

    assertThat(lab.load().running()).isEmpty();
    // Each text was appended once, in every answer that shows all of them.
    for (Served each : served()) {
      String text = each.submission().result().previous().asString("");
      List<String> parts = List.of(text.strip().split(" "));
      assertThat(parts).doesNotHaveDuplicates();
    }
    assertThat(lab.load().count().unknown()).isLessThanOrEqualTo(3);
  }

  @Test
  void theRateIsThatOfLaboratoryTime() throws Exception {
    start(3);
    lab.load().start(new LoadPlan(2, new LoadPlan.Mix(50, 50, 0, 0), 20, 4));
    await(view -> lab.load().count().writes() + lab.load().count().reads() >= 10);
    List<Served> told = served();
    lab.load().stop();
    Instant first = told.getFirst().submission().submittedAt();
    Instant last = served().getLast().submission().submittedAt();
    double seconds = java.time.Duration.between(first, last).toNanos() / 1e9;
    assertThat((served().size() - 1) / seconds).isLessThan(30);
  }

  private List<Happening> happenings() {
    return lab.tape().from(1, 1_000_000);
  }

  private List<Served> served() {
    return happenings().stream()
        .flatMap(happening ->
            happening instanceof Happening.Load load
                ? load.operations().stream()
                : java.util.stream.Stream.empty())
        .toList();
  }
}

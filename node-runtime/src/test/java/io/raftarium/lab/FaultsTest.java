package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise.Unit;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real nodes under one fault after the other, and load: no promise of Raft is seen broken. */
@Tag("thorough")
class FaultsTest extends RunningLab {
  private static final int NODES = 5;

  @Test
  void noFaultBreaksAPromise() throws Exception {
    run(Duration.ofSeconds(10), System.nanoTime());
  }

  @Tag("soak")
  @Timeout(value = 70, unit = TimeUnit.MINUTES)
  @Test
  void noFaultBreaksAPromiseForLong() throws Exception {
    run(Duration.ofMinutes(Integer.getInteger("raftarium.test.minutes", 5)), System.nanoTime());
  }

  private void run(Duration length, long seed) throws Exception {
    start(NODES);
    Random random = new Random(seed);
    long end = System.nanoTime() + length.toNanos();
    List<CompletableFuture<Submission>> asked = new ArrayList<>();
    int faults = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 20; i++) {
        asked.add(submit(OptionalInt.empty(), "k" + random.nextInt(20), "v" + asked.size()));
      }
      asked.add(lab.client().read(OptionalInt.empty(), "k1"));
      try {
        fault(random);
      } catch (LabException e) {
        // Not possible just now: there is no leader, or the node is down already.
        assertThat(e).hasMessageNotContaining("cannot");
      }
      faults++;
      Thread.sleep(random.nextInt(250));
      assertThat(lab.promises())
          .as("seed %d, after %d faults", seed, faults)
          .allSatisfy(kept -> assertThat(kept.breach()).as("%s", kept.promise()).isNull());
    }
    lab.network().heal();
    for (NodeStatus process : lab.cluster().processes().values()) {
      switch (process.state()) {
        case PAUSED -> lab.cluster().resume(process.id());
        case DOWN, FAILED, UNKNOWN -> lab.cluster().restart(process.id());
        case RUNNING -> {}
      }
    }
    assertThat(lab.checkRows())
        .as("seed %d", seed)
        .allSatisfy(kept -> assertThat(kept.breach()).as("%s", kept.promise()).isNull())
        .filteredOn(kept -> kept.promise().unit() != Unit.ROWS)
        .allSatisfy(kept -> assertThat(kept.checked()).as("%s", kept.promise()).isPositive());
    System.out.printf(
        Locale.ROOT,
        "seed %d: %d faults, %d requests, term %d; checked %s%n",
        seed,
        faults,
        asked.size(),
        lab.cluster().view().highestTerm(),
        lab.promises().stream().map(FaultsTest::words).toList());
  }

  private static String words(Kept kept) {
    return kept.promise().title() + " " + kept.checked();
  }

  private void fault(Random random) throws InterruptedException {
    int node = 1 + random.nextInt(NODES);
    NodeView leader = lab.cluster().view().leader();
    int first = leader != null && random.nextBoolean() ? leader.id() : node;
    switch (random.nextInt(12)) {
      case 0 -> lab.cluster().kill(first);
      case 1, 2, 3 -> {
        for (NodeStatus process : lab.cluster().processes().values()) {
          if (process.state() == NodeStatus.State.DOWN) {
            lab.cluster().restart(process.id());
          }
        }
      }
      case 4 -> lab.network().isolate(Set.of(first));
      case 5 -> {
        TreeMap<String, SortedSet<Integer>> groups = new TreeMap<>();
        groups.put("A", new TreeSet<>(Set.of(first, first % NODES + 1)));
        lab.network().partition(groups);
      }
      case 6 -> {
        lab.cluster().pause(node);
        Thread.sleep(random.nextInt(300));
        lab.cluster().resume(node);
      }
      case 7 -> lab.cluster().timeOutNow(node);
      case 8 -> {
        CompletableFuture<Submission> _ = lab.client().transfer(node);
      }
      case 9 -> {
        CompletableFuture<Submission> _ =
            random.nextBoolean() ? lab.client().makeLearner(node) : lab.client().makeVoter(node);
      }
      case 10 ->
          lab.network()
              .link(
                  node,
                  node % NODES + 1,
                  LinkRule.OK.withLossPercent(30).withDelay(Duration.ofMillis(20)));
      default -> {
        lab.network().heal();
        lab.cluster().takeSnapshot(node);
      }
    }
  }
}

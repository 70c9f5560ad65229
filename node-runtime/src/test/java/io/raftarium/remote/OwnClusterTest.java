package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.lab.FarLab;
import io.raftarium.promise.Kept;
import io.raftarium.protocol.Command;
import io.raftarium.view.Deed;
import io.raftarium.view.Fault;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Three programs with a server each, started by this one, steered and seen as a laboratory. */
@Tag("thorough")
class OwnClusterTest {
  private static final OwnPlan PLAN = new OwnPlan("Obst \"ü\" 🍐", 3, true, true, true, false);

  @TempDir private Path folder;

  @Test
  void isSteeredAndSeenAsAnyLaboratory() throws Exception {
    Path files = Path.of("target", "programs");
    Path home = folder.resolve("a cluster");
    try (FarLab lab = OwnCluster.make(home, files, PLAN, (text, done) -> {})) {
      leads(lab);
      assertThat(lab.name()).isEqualTo("Obst \"ü\" 🍐");
      assertThat(put(lab, 1).status()).isEqualTo(Submission.Status.OK);
      assertThat(lab.tape().last()).isGreaterThan(10);
      Until.holds("messages are seen", () -> !lab.tape().wire().isEmpty());

      programsDie(lab);
      linksAreCut(lab);
      serversDie(lab);
      disksAreSlow(lab);

      for (Kept kept : lab.promises()) {
        assertThat(kept.breach()).as("%s", kept.promise()).isNull();
      }
      assertThat(lab.checkRows()).allMatch(kept -> kept.breach() == null);
      assertThat(lab.capture().nodes()).hasSize(3);
    }
    try (FarLab again = OwnCluster.open(home, files, (text, done) -> {})) {
      leads(again);
      assertThat(
              again
                  .client()
                  .read(OptionalInt.empty(), "a")
                  .get(30, TimeUnit.SECONDS)
                  .result()
                  .value())
          .hasToString("4");
      aDiskIsWiped(again);
      aProgramGivesUp(again, home);
    }
  }

  private static void programsDie(FarLab lab) throws Exception {
    int old = leads(lab);
    lab.cluster().kill(old);
    Until.holds("it is down", () -> state(lab, old) == NodeStatus.State.DOWN);
    Until.holds("another leads", () -> leads(lab) != old);
    assertThat(put(lab, 2).status()).isEqualTo(Submission.Status.OK);
    lab.cluster().restart(old);
    Until.holds("it runs", () -> state(lab, old) == NodeStatus.State.RUNNING);
    agree(lab);
  }

  private static void linksAreCut(FarLab lab) throws Exception {
    int leader = leads(lab);
    lab.network().isolate(Set.of(leader));
    assertThat(lab.network().links()).hasSize(4);
    Until.holds("another leads", () -> leads(lab) != leader);
    assertThat(put(lab, 3).status()).isEqualTo(Submission.Status.OK);
    lab.network().heal();
    Until.holds("all is well", () -> lab.network().links().isEmpty());
    int other = leader % 3 + 1;
    LinkRule slow = LinkRule.OK.withDelay(Duration.ofMillis(7));
    lab.network().link(leader, other, slow);
    assertThat(lab.network().links()).containsEntry(new Link(leader, other), slow);
    lab.network().heal();
    agree(lab);
    lab.cluster().pause(other);
    Until.holds("it is paused", () -> state(lab, other) == NodeStatus.State.PAUSED);
    lab.cluster().resume(other);
    Until.holds("it goes on", () -> state(lab, other) == NodeStatus.State.RUNNING);
  }

  private static void serversDie(FarLab lab) throws Exception {
    int leader = leads(lab);
    lab.cluster().killServer(leader);
    Until.holds(
        "its database is away",
        () -> lab.cluster().view().feed().away().keySet().equals(Set.of(leader)));
    Until.holds(
        "another leads",
        () ->
            lab.cluster().view().nodes().values().stream()
                .anyMatch(node -> node.state().isLeader() && node.id() != leader));
    assertThat(put(lab, 4).status()).isEqualTo(Submission.Status.OK);
    lab.cluster().startServer(leader);
    Until.holds("it is read again", () -> lab.cluster().view().feed().away().isEmpty());
    agree(lab);
  }

  private static void disksAreSlow(FarLab lab) throws Exception {
    Duration more = Duration.ofMillis(100);
    for (int node = 1; node <= 3; node++) {
      lab.cluster().slowDisk(node, more);
    }
    Thread.sleep(500);
    assertThat(put(lab, 4).latency()).isGreaterThan(Duration.ofMillis(150));
    for (int node = 1; node <= 3; node++) {
      lab.cluster().slowDisk(node, Duration.ZERO);
    }
    Thread.sleep(500);
    assertThat(put(lab, 4).latency()).isLessThan(Duration.ofMillis(150));
    for (int node = 1; node <= 3; node++) {
      lab.faults().begin(new Fault.SlowDisk(node, more), Duration.ofSeconds(4));
    }
    assertThat(lab.faults().timed()).hasSize(3);
    Thread.sleep(500);
    assertThat(put(lab, 4).latency()).isGreaterThan(Duration.ofMillis(150));
    Until.holds("they end by themselves", () -> lab.faults().timed().isEmpty());
    Thread.sleep(500);
    assertThat(put(lab, 4).latency()).isLessThan(Duration.ofMillis(150));
  }

  private static void aDiskIsWiped(FarLab lab) throws Exception {
    int follower = leads(lab) % 3 + 1;
    long before = Objects.requireNonNull(lab.cluster().view().nodes().get(follower)).version();
    lab.cluster().wipe(follower);
    Until.holds(
        "it has begun anew",
        () -> {
          NodeView node = lab.cluster().view().nodes().get(follower);
          return node != null
              && lab.cluster().view().feed().away().isEmpty()
              && node.version() < before;
        });
    // Its leader goes by what it had; the next one asks where its log ends.
    int other = follower % 3 + 1;
    assertThat(lab.client().transfer(other).get(30, TimeUnit.SECONDS).status())
        .isEqualTo(Submission.Status.OK);
    agree(lab);
  }

  /** What it says last is why. */
  private static void aProgramGivesUp(FarLab lab, Path home) throws Exception {
    int node = leads(lab);
    Path password = home.resolve("node-" + node + ".password");
    String right = Files.readString(password);
    lab.cluster().kill(node);
    Files.writeString(password, "wrong");
    lab.cluster().restart(node);
    Until.holds("it has given up", () -> state(lab, node) == NodeStatus.State.FAILED);
    assertThat(lab.events())
        .anyMatch(event ->
            event.deed() instanceof Deed.Failed(int failed, String why)
                && failed == node
                && why.contains("refuses the login"));
    Files.writeString(password, right);
    lab.cluster().restart(node);
    Until.holds("it runs", () -> state(lab, node) == NodeStatus.State.RUNNING);
  }

  private static NodeStatus.State state(FarLab lab, int node) {
    return Objects.requireNonNull(lab.cluster().processes().get(node)).state();
  }

  private static Submission put(FarLab lab, int value) throws Exception {
    return lab.client()
        .submit(OptionalInt.empty(), Command.put("a", JsonNodeFactory.instance.numberNode(value)))
        .get(30, TimeUnit.SECONDS);
  }

  /** Who leads in the highest term, once somebody does. */
  private static int leads(FarLab lab) throws Exception {
    Until.holds("somebody leads", () -> lab.moment().leader() != null);
    NodeView leader = lab.moment().leader();
    return leader == null ? leads(lab) : leader.id();
  }

  private static void agree(FarLab lab) throws Exception {
    Until.holds(
        "all have committed the same",
        () ->
            lab.cluster().view().nodes().values().stream()
                    .map(node -> node.commitIndex() + " of " + node.lastLogIndex())
                    .distinct()
                    .count()
                == 1);
  }
}

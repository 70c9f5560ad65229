package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.lab.FarLab;
import io.raftarium.lab.LabException;
import io.raftarium.lab.LabRecording;
import io.raftarium.lab.Origin;
import io.raftarium.lab.SqlAnswer;
import io.raftarium.lab.SqlAnswer.Refused;
import io.raftarium.lab.SqlAnswer.Table;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.record.Recorder;
import io.raftarium.record.Recording;
import io.raftarium.record.SavedFile;
import io.raftarium.record.Traces;
import io.raftarium.site.ClusterFileReader;
import io.raftarium.site.Passwords;
import io.raftarium.view.Deed;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Preview;
import io.raftarium.view.Steer;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Messages of programs that wait on their links, what they would do, and what is kept of it. */
@Tag("thorough")
class FarHoldTest {
  private static final OwnPlan PLAN = new OwnPlan("held", 3, false, false, false, false);
  private static final Path FILES = Path.of("target", "programs");

  @TempDir private Path folder;

  @Test
  void isElectedByHandAndAskedAndRecorded() throws Exception {
    Path home = folder.resolve("home");
    try (FarLab lab = OwnCluster.make(home, FILES, PLAN, (text, done) -> {})) {
      Until.holds("one leads all", () -> settled(lab));
      Path file = folder.resolve("run" + Recording.EXTENSION);
      Recorder recorder = LabRecording.start(lab, file);
      int elected = isElectedByHand(lab);
      isSteered(lab, elected);
      anotherProgramSeesIt(lab, home);
      lab.network().release(true);
      assertThat(lab.network().hold()).isEmpty();
      Until.holds("all is well", () -> settled(lab));
      assertThat(put(lab).status()).isEqualTo(Submission.Status.OK);
      assertThat(lab.checkRows()).allMatch(kept -> kept.breach() == null);

      answersQuestions(lab);
      isOpenedFromHere(lab);
      recorder.stop();
      isReadBack(lab, file);
    }
  }

  private static int isElectedByHand(FarLab lab) throws Exception {
    int old = leader(lab);
    int candidate = old % 3 + 1;
    int third = candidate % 3 + 1;
    long term = node(lab, old).currentTerm();
    lab.network().hold(Hold.ALL);
    assertThat(lab.network().hold()).contains(Hold.ALL);
    awaitReached(lab, candidate);
    lab.cluster().timeOutNow(candidate);
    deliverAsPreviewed(lab, held(lab, "RequestVote", candidate, third));
    assertThat(node(lab, candidate).role()).isEqualTo(Role.CANDIDATE);
    deliverAsPreviewed(lab, held(lab, "RequestVoteReply", third, candidate));
    Until.holds("it leads", () -> node(lab, candidate).role() == Role.LEADER);
    assertThat(node(lab, candidate).currentTerm()).isGreaterThan(term);
    assertThat(node(lab, old).role()).as("it has not heard of it").isEqualTo(Role.LEADER);
    return candidate;
  }

  private static void isSteered(FarLab lab, int leader) throws Exception {
    int other = leader % 3 + 1;
    WireMessage append = held(lab, "AppendEntries", leader, other);
    lab.network().steer(append.number(), Steer.DUPLICATE, Duration.ZERO);
    Until.holds(
        "there are two of it",
        () ->
            held(lab).stream().filter(each -> each.rpc().id().equals(append.rpc().id())).count()
                == 2);
    lab.network().steer(append.number(), Steer.DROP, Duration.ZERO);
    Until.holds(
        "it is lost", () -> held(lab).stream().noneMatch(m -> m.number() == append.number()));
    assertThatThrownBy(() -> lab.network().steer(append.number(), Steer.DROP, Duration.ZERO))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("not held any longer");
    WireMessage copy = held(lab, "AppendEntries", leader, other);
    lab.network().steer(copy.number(), Steer.DELAY, Duration.ofMillis(20));
    Until.holds("it flies", () -> held(lab).stream().noneMatch(m -> m.number() == copy.number()));
    assertThat(fate(lab, copy.number())).isEqualTo(Fate.FLYING);
    long next = lab.network().deliverNext();
    Until.holds("it has arrived", () -> fate(lab, next) == Fate.DELIVERED);
  }

  /** Another operator's program, which has said nothing of it. */
  private static void anotherProgramSeesIt(FarLab lab, Path home) throws Exception {
    try (FarLab other =
        Attached.open(
            ClusterFileReader.read(home.resolve(OwnCluster.FILE)),
            OwnCluster.OPERATOR,
            new Passwords(Map.of()))) {
      Until.holds("it sees what stops", () -> other.network().hold().equals(Optional.of(Hold.ALL)));
      Until.holds("it sees what is held", () -> numbers(other).equals(numbers(lab)));
      long next = other.network().deliverNext();
      Until.holds("the first sees it arrive", () -> fate(lab, next) == Fate.DELIVERED);
      Hold one = Hold.of(Set.of("AppendEntries"), Set.of(new Link(1, 2)));
      other.network().hold(one);
      assertThat(other.network().hold()).contains(one);
      Until.holds("the first sees it", () -> lab.network().hold().equals(Optional.of(one)));
    }
  }

  private static void answersQuestions(FarLab lab) throws Exception {
    assertThat(lab.functions()).containsKey("process_raft_event");
    assertThat(lab.rules()).isNotEmpty();
    for (int node = 1; node <= 3; node++) {
      Table rows = (Table) asked(lab, node, "select node_id, current_user from raft.raft_state");
      assertThat(rows.rows()).containsExactly(List.of(Integer.toString(node), "raft_observer"));
      assertThat(((Refused) asked(lab, node, "select * from raft.raft_state for update")).why())
          .isIn(SqlAnswer.Why.WRITES, SqlAnswer.Why.NOT_ALLOWED);
    }
  }

  private static SqlAnswer asked(FarLab lab, int node, String sql) throws Exception {
    return lab.query(node, sql).get(20, TimeUnit.SECONDS);
  }

  private static void isOpenedFromHere(FarLab lab) {
    Origin origin = lab.origin(lab.tape().last());
    assertThat(origin.moment().view().nodes()).hasSize(3);
    assertThat(origin.moment().leader()).isNotNull();
  }

  /** The file tells what the tape told: messages with their fates, steps, and who did what. */
  private static void isReadBack(FarLab lab, Path file) throws Exception {
    Recording read = (Recording) SavedFile.read(file, share -> {});
    assertThat(read.damage()).isEmpty();
    assertThat(read.manifest().functions()).isEqualTo(lab.functions());
    long first = read.tape().first();
    long last = read.tape().last();
    for (long number : List.of(first + 1, (first + last) / 2, last)) {
      var there = read.tape().at(number, "", "");
      var here = lab.tape().at(number, "", "");
      assertThat(there.wire()).isEqualTo(here.wire());
      assertThat(there.view().nodes()).isEqualTo(here.view().nodes());
      assertThat(there.processes()).isEqualTo(here.processes());
    }
    Traces traces = new Traces(read.tape()).all();
    assertThat(traces.trips())
        .anySatisfy(trip -> {
          assertThat(trip.type()).isEqualTo("RequestVoteReply");
          assertThat(trip.fate()).isEqualTo(Fate.DELIVERED);
          assertThat(trip.sentBy()).isPositive();
          assertThat(trip.takenBy()).isPositive();
        });
    assertThat(read.tape().events())
        .anyMatch(event -> event.deed() instanceof Deed.Steered)
        .anyMatch(event -> event.deed() instanceof Deed.Acted)
        .anyMatch(event -> event.deed() instanceof Deed.Released(int _, boolean all) && all);
  }

  /** On a busy machine a program may not be heard of for a moment. */
  private static void awaitReached(FarLab lab, int node) throws Exception {
    Until.holds(
        "node " + node + " is heard of",
        () -> {
          NodeStatus process = lab.cluster().processes().get(node);
          return process != null && process.state() == NodeStatus.State.RUNNING;
        });
  }

  /** What was told before is what then happens. */
  private static void deliverAsPreviewed(FarLab lab, WireMessage message) throws Exception {
    awaitReached(lab, message.to());
    long before = node(lab, message.to()).version();
    Preview preview = lab.cluster().preview(message.to(), message.rpc().body());
    assertThat(node(lab, message.to()).version()).isEqualTo(before);
    long after = preview.result().version();
    assertThat(after).isGreaterThan(before);
    lab.network().steer(message.number(), Steer.DELIVER, Duration.ZERO);
    Until.holds("it is taken", () -> node(lab, message.to()).version() >= after);
    JournalEntry taken =
        lab.cluster().view().journal().stream()
            .filter(step -> step.nodeId() == message.to() && step.version() == after)
            .findFirst()
            .orElseThrow();
    assertThat(taken.rules()).isEqualTo(preview.rules().orElseThrow());
    assertThat(taken.actions().sent()).isEqualTo(preview.result().actions().sent());
  }

  private static List<WireMessage> held(FarLab lab) {
    return lab.network().wire().stream().filter(message -> message.fate() == Fate.HELD).toList();
  }

  private static WireMessage held(FarLab lab, String type, int from, int to) throws Exception {
    Until.holds(type + " is held", () -> find(lab, type, from, to).isPresent());
    return find(lab, type, from, to).orElseThrow();
  }

  private static Optional<WireMessage> find(FarLab lab, String type, int from, int to) {
    return held(lab).stream()
        .filter(each -> each.rpc().type().equals(type) && each.from() == from && each.to() == to)
        .findFirst();
  }

  private static Set<Long> numbers(FarLab lab) {
    return held(lab).stream().map(WireMessage::number).collect(Collectors.toSet());
  }

  private static @Nullable Fate fate(FarLab lab, long message) {
    return new Traces(lab.tape()).all().trip(message).map(Traces.Trip::fate).orElse(null);
  }

  private static NodeView node(FarLab lab, int node) {
    return Objects.requireNonNull(lab.cluster().view().nodes().get(node));
  }

  private static int leader(FarLab lab) {
    return Objects.requireNonNull(lab.cluster().view().leader()).id();
  }

  /** One leads, the others follow it, and all have committed the same. */
  private static boolean settled(FarLab lab) {
    List<NodeView> nodes = List.copyOf(lab.cluster().view().nodes().values());
    return nodes.size() == 3
        && nodes.stream().filter(node -> node.role() == Role.LEADER).count() == 1
        && nodes.stream().map(NodeView::currentTerm).distinct().count() == 1
        && nodes.stream().map(NodeView::commitIndex).distinct().count() == 1
        && nodes.stream().allMatch(node -> node.commitIndex() == node.lastLogIndex());
  }

  private static Submission put(FarLab lab) throws Exception {
    return lab.client()
        .submit(OptionalInt.empty(), Command.put("a", JsonNodeFactory.instance.numberNode(1)))
        .get(30, TimeUnit.SECONDS);
  }
}

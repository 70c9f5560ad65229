package io.raftarium.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import io.raftarium.lab.Origin;
import io.raftarium.lab.Scratch;
import io.raftarium.lab.TestServer;
import io.raftarium.protocol.Command;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ways to what is wished for, found with the real function and played on real nodes. */
@Tag("thorough")
class SearchTest {
  private static final Duration LIMIT = Duration.ofSeconds(25);

  /** Few states are enough to show that there is no way. */
  private static final Bounds NARROW = new Bounds(12, 20_000, LIMIT, true, 1, 1, 0);

  private final LocalLab lab = lab();

  private static LocalLab lab() {
    try {
      return TestServer.lab(
          LabOptions.in(TestServer.get().folder()).withSeed(7).withRules(true, true));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Three nodes with one write, at rest; who leads. */
  private NodeView begin() throws Exception {
    lab.cluster().start(3);
    assertThat(lab.observer().await(LIMIT, view -> view.leader() != null)).isTrue();
    Submission put =
        lab.client().submit(OptionalInt.empty(), Command.put("x", "1")).get(25, TimeUnit.SECONDS);
    assertThat(put.status()).isEqualTo(Submission.Status.OK);
    assertThat(
            lab.observer()
                .await(
                    LIMIT,
                    view ->
                        view.nodes().values().stream()
                            .allMatch(node -> node.commitIndex() == put.index())))
        .isTrue();
    lab.time().pause();
    return Objects.requireNonNull(lab.cluster().view().leader());
  }

  private Origin here() {
    return lab.origin(lab.tape().last());
  }

  private static Outcome search(Origin origin, Wish wish, Bounds bounds) throws Exception {
    try (Scratch scratch = Scratch.of(TestServer.get(), origin)) {
      return Search.run(scratch, wish, bounds, _ -> {}, () -> true);
    }
  }

  private Schedule found(Origin origin, Wish wish, int steps) throws Exception {
    Outcome outcome = search(origin, wish, Bounds.USUAL);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Found.class,
            found -> {
              assertThat(found.shortest()).isTrue();
              assertThat(found.schedule().steps()).hasSize(steps);
            });
    return ((Outcome.Found) outcome).schedule();
  }

  /** A laboratory in which every move was made as foreseen; closed by whoever asked. */
  private static LocalLab played(Origin origin, Schedule schedule) throws Exception {
    LocalLab made = LocalLab.on(TestServer.get(), TestServer.database(), origin.options());
    try {
      made.begin(origin);
      Player player = new Player(made, schedule);
      player.begin();
      while (!player.done()) {
        player.next();
      }
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private static NodeView node(LocalLab made, int id) {
    return Objects.requireNonNull(made.cluster().view().nodes().get(id));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void anotherNodeLeadsWhileTheOldLeaderDoesNotKnowItYet() throws Exception {
    NodeView old = begin();
    int other = old.id() % 3 + 1;
    Origin origin = here();
    // A timeout, a pre-vote asked and given, a vote asked and given.
    Schedule leads = found(origin, new Wish.BecomesLeader(other), 5);
    Schedule two = found(origin, new Wish.TwoLeaders(false), 5);
    try (LocalLab made = played(origin, leads)) {
      assertThat(node(made, other).state().isLeader()).isTrue();
    }
    try (LocalLab made = played(origin, two)) {
      assertThat(
              made.cluster().view().nodes().values().stream()
                  .filter(each -> each.state().isLeader()))
          .hasSize(2);
    }
  }

  @Test
  void anEntryThatReachedNobodyIsOverwritten() throws Exception {
    NodeView old = begin();
    Origin origin = here();
    Schedule more = found(origin, new Wish.Commits(old.lastLogIndex() + 1, 0), 3);
    assertThat(more.steps().getFirst().move()).isInstanceOf(Move.Submit.class);

    // The same command, of which no message arrives.
    lab.network().isolate(Set.of(old.id()));
    var _ = lab.client().submit(OptionalInt.of(old.id()), Command.put("x", "2"));
    assertThat(
            lab.observer()
                .await(LIMIT, view -> view.leader() != null && view.leader().lastLogIndex() == 3))
        .isTrue();
    lab.network().heal();
    Origin later = here();
    Wish gone = new Wish.Overwritten(old.id(), 3, old.currentTerm());
    Outcome outcome = search(later, gone, Bounds.USUAL);
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    try (LocalLab made = played(later, ((Outcome.Found) outcome).schedule())) {
      assertThat(Objects.requireNonNull(node(made, old.id()).entry(3)).term())
          .isGreaterThan(old.currentTerm());
    }
  }

  @Test
  void whatRaftPromisesNotToHappenIsNotFound() throws Exception {
    NodeView _ = begin();
    Origin origin = here();
    for (Wish wish : new Wish[] {new Wish.TwoLeaders(true), new Wish.AcknowledgedLost()}) {
      assertThat(search(origin, wish, NARROW))
          .isInstanceOfSatisfying(
              Outcome.NotFound.class,
              none -> {
                assertThat(none.end()).isEqualTo(Outcome.End.STATES);
                assertThat(none.steps()).isGreaterThan(5);
                assertThat(none.looked().states()).isGreaterThan(NARROW.states() - 1);
              });
    }
    Bounds nothing = new Bounds(20, 20_000, LIMIT, false, 0, 0, 0);
    assertThat(search(origin, new Wish.TwoLeaders(false), nothing))
        .isInstanceOfSatisfying(
            Outcome.NotFound.class,
            none -> assertThat(none.end()).isEqualTo(Outcome.End.EVERYTHING));
  }

  @Test
  void withoutTheVoteKeptTwoLeadersOfOneTermAreFound() throws Exception {
    NodeView _ = begin();
    Origin origin = here();
    Origin modified =
        new Origin(
            origin.name(),
            origin.moment(),
            origin.earlier(),
            origin.options().withModified("vote-is-not-kept"),
            origin.stored());
    Bounds elections = new Bounds(20, 100_000, LIMIT, true, 0, 0, 0);
    assertThat(search(modified, new Wish.TwoLeaders(true), elections))
        .isInstanceOf(Outcome.Found.class);
  }
}

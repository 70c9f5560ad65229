package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Role;
import io.raftarium.reason.Chains;
import io.raftarium.reason.Fact;
import io.raftarium.reason.Fact.Change;
import io.raftarium.reason.Fact.Loss;
import io.raftarium.reason.Fact.Trigger;
import io.raftarium.reason.Question;
import io.raftarium.reason.Reason;
import io.raftarium.reason.Why;
import io.raftarium.record.Happening;
import io.raftarium.record.Traces;
import io.raftarium.view.Deed;
import io.raftarium.view.Submission;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Chains of causes in a laboratory of real nodes, back to what began them. */
@Tag("thorough")
class ReasonTest extends RunningLab {
  private Reason why(Question question) {
    return new Why(lab.tape(), new Traces(lab.tape())).of(question, lab.tape().last());
  }

  /** What led to what, from the fact that was asked about to the beginning. */
  private static List<Fact> line(Reason reason) {
    return reason.links().stream()
        .filter(link -> link.depth() == 0)
        .map(link -> link.reason().fact())
        .toList();
  }

  private static Deed act(Reason reason) {
    return ((Fact.Act) line(reason).getLast()).deed();
  }

  private Happening happening(Reason reason) {
    return lab.tape().happening(reason.number()).orElseThrow();
  }

  private void allHoldTogether() {
    assertThat(Chains.holdTogether(lab.tape(), new Traces(lab.tape()), lab.tape().last()))
        .isNotEmpty();
  }

  @Test
  void aLeaderLeadsByTheVotesThatItsTimerMadeItAskFor() throws Exception {
    int leader = start(3);
    Reason reason = why(new Question.Role(leader));
    long term = node(leader).currentTerm();
    assertThat(line(reason)).hasSize(5);
    assertThat(reason.fact())
        .isInstanceOfSatisfying(
            Fact.VotesCounted.class,
            votes -> {
              assertThat(votes.node()).isEqualTo(leader);
              assertThat(votes.term()).isEqualTo(term);
              assertThat(votes.ballots())
                  .isNotEmpty()
                  .allSatisfy(ballot ->
                      assertThat(new Traces(lab.tape()).all().trip(ballot.message()))
                          .hasValueSatisfying(trip -> {
                            assertThat(trip.from()).isEqualTo(ballot.voter());
                            assertThat(trip.to()).isEqualTo(leader);
                            assertThat(trip.type()).isEqualTo("RequestVoteReply");
                          }));
            });
    assertThat(happening(reason))
        .isInstanceOfSatisfying(
            Happening.Stepped.class,
            step -> assertThat(step.event()).isEqualTo("RequestVoteReply"));
    assertThat(line(reason).subList(1, 4))
        .containsExactly(
            new Fact.Stepped(leader, new Change.Stands(term, false), new Trigger.ElectionTimer()),
            new Fact.TimerFired(leader, null, 0),
            new Fact.Started(leader));
    assertThat(act(reason)).isEqualTo(new Deed.Started(3, false));

    int follower = leader % 3 + 1;
    assertThat(line(why(new Question.Role(follower))).getFirst())
        .isInstanceOfSatisfying(
            Fact.Stepped.class,
            step -> {
              assertThat(step.change()).isEqualTo(new Change.Became(Role.FOLLOWER, term, null));
              assertThat(step.trigger())
                  .isInstanceOfSatisfying(
                      Trigger.Arrived.class,
                      arrived -> {
                        assertThat(arrived.mail().from()).isEqualTo(leader);
                        assertThat(arrived.mail().type()).isEqualTo("AppendEntries");
                      });
            });
    // What another node's vote made of the term ends in the same timer.
    assertThat(act(why(new Question.Term(follower)))).isEqualTo(act(reason));
    allHoldTogether();
  }

  @Test
  void whatCameOfALeaderThatWasCutOffLeadsBackToTheCut() throws Exception {
    int old = start(3);
    assertThat(put("a", "1").status()).isEqualTo(Submission.Status.OK);
    await(RunningLab::agreed);
    long index = node(old).lastLogIndex() + 1;
    Deed cut = new Deed.Isolated(new TreeSet<>(Set.of(old)));
    lab.network().isolate(Set.of(old));
    CompletableFuture<Submission> lonely = submit(OptionalInt.of(old), "b", "1");
    await(view -> node(view, old).lastLogIndex() == index);

    Reason waits = why(new Question.Committed(old, index));
    assertThat(waits.fact()).isEqualTo(new Fact.Waits(old, index, List.of(old), 1));
    assertThat(waits.links())
        .filteredOn(link -> link.reason().fact() instanceof Fact.MessageLost)
        .hasSize(2)
        .allSatisfy(link -> {
          assertThat(((Fact.MessageLost) link.reason().fact()).loss()).isEqualTo(Loss.CUT);
          assertThat(act(link.reason())).isEqualTo(cut);
        });

    await(view -> view.leader() != null && view.leader().id() != old);
    int now = leader().id();
    assertThat(put("c", "1").status()).isEqualTo(Submission.Status.OK);
    lab.network().heal();
    await(RunningLab::agreed);

    Reason leads = why(new Question.Role(now));
    assertThat(line(leads))
        .extracting(Object::getClass)
        .containsExactly(
            Fact.VotesCounted.class,
            Fact.Stepped.class,
            Fact.TimerFired.class,
            Fact.MessageLost.class,
            Fact.Act.class);
    assertThat(line(leads).get(2))
        .isInstanceOfSatisfying(
            Fact.TimerFired.class,
            fired -> {
              assertThat(fired.leader()).isEqualTo(old);
              assertThat(Objects.requireNonNull(fired.heard()).mail().from()).isEqualTo(old);
            });
    assertThat(act(leads)).isEqualTo(cut);

    Reason follows = why(new Question.Role(old));
    assertThat(follows.fact())
        .isInstanceOfSatisfying(
            Fact.Stepped.class,
            step ->
                assertThat(step.change())
                    .isEqualTo(
                        new Change.Became(Role.FOLLOWER, node(now).currentTerm(), Role.LEADER)));
    assertThat(act(follows)).isEqualTo(cut);

    Reason lost = why(new Question.Lost(old, index));
    assertThat(((Fact.Stepped) lost.fact()).change())
        .isEqualTo(new Change.Loses(index, 1, node(now).currentTerm()));
    assertThat(lost.links())
        .as("that it had been asked for")
        .anyMatch(link -> link.reason().fact() instanceof Fact.Requested);
    assertThat(act(lost)).isEqualTo(cut);

    Submission fate = lonely.get(30, TimeUnit.SECONDS);
    Reason unknown = why(new Question.Request(fate.request()));
    assertThat(unknown.fact())
        .isInstanceOfSatisfying(
            Fact.Fate.class, of -> assertThat(of.submission().request()).isEqualTo(fate.request()));
    assertThat(act(unknown)).isEqualTo(cut);
    allHoldTogether();
  }

  @Test
  void aCommitIsTheAnswersOfAMajorityToWhatAClientAsked() throws Exception {
    int leader = start(3);
    Submission put = put("a", "1");
    await(RunningLab::agreed);
    int follower = leader % 3 + 1;
    Reason reason = why(new Question.Commit(follower));
    List<Fact> line = line(reason);
    assertThat(line).hasSize(4);
    assertThat(line.getFirst())
        .isInstanceOfSatisfying(
            Fact.Stepped.class,
            step -> assertThat(step.change()).isEqualTo(new Change.Commits(put.index())));
    assertThat(line.get(1))
        .isInstanceOfSatisfying(
            Fact.Replicated.class,
            majority -> {
              assertThat(majority.leader()).isEqualTo(leader);
              assertThat(majority.index()).isEqualTo(put.index());
              assertThat(majority.holders()).isNotEmpty();
            });
    assertThat(line.get(2))
        .isEqualTo(
            new Fact.Stepped(
                leader,
                new Change.Stores(put.index(), put.term(), "command"),
                new Trigger.Request()));
    assertThat(line.get(3))
        .isInstanceOfSatisfying(
            Fact.Requested.class,
            asked -> assertThat(asked.submission().request()).isEqualTo(put.request()));
    assertThat(line(why(new Question.Entry(follower, put.index()))))
        .endsWith(line.get(2), line.get(3));
    assertThat(line(why(new Question.Request(put.request())))).endsWith(line.get(2), line.get(3));

    Submission refused = submit(OptionalInt.of(follower), "a", "2").get(30, TimeUnit.SECONDS);
    Reason why = why(new Question.Request(refused.request()));
    assertThat(why.fact()).isInstanceOf(Fact.Fate.class);
    assertThat(line(why).subList(1, line(why).size()))
        .as("it was a follower")
        .isEqualTo(line(why(new Question.Role(follower))));
    allHoldTogether();
  }

  @Test
  void whatTheOperatorDidToNodesIsFound() throws Exception {
    int killed = start(3);
    lab.cluster().kill(killed);
    await(view -> view.leader() != null && view.leader().id() != killed);
    int second = leader().id();
    Reason afterKill = why(new Question.Role(second));
    assertThat(line(afterKill))
        .contains(
            new Fact.Silent(killed, second, Fact.Silence.DOWN),
            new Fact.Act(new Deed.Killed(killed)));
    lab.cluster().restart(killed);
    await(RunningLab::settled);
    assertThat(act(why(new Question.Leader(killed)))).isEqualTo(new Deed.Killed(killed));

    lab.cluster().timeOutNow(killed);
    await(view -> settled(view) && view.leader() != null && view.leader().id() == killed);
    Reason forced = why(new Question.Role(killed));
    assertThat(act(forced)).isEqualTo(new Deed.TimedOut(killed));
    assertThat(line(forced)).noneMatch(Fact.TimerFired.class::isInstance);

    lab.cluster().pause(killed);
    await(view -> view.leader() != null && view.leader().id() != killed);
    assertThat(act(why(new Question.Role(leader().id())))).isEqualTo(new Deed.Paused(killed));
    allHoldTogether();
  }
}

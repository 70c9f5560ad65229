package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.Deed;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.Preview;
import io.raftarium.view.Steer;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages that wait on their links, and what they would do. */
class HoldTest extends RunningLab {
  @Test
  void aLeaderIsElectedMessageByMessage() throws Exception {
    lab.cluster().start(3, false, false);
    await(RunningLab::settled);
    int old = leader().id();
    long term = leader().currentTerm();
    lab.network().hold(Hold.ALL);
    assertThat(lab.time().paused()).isTrue();
    int candidate = old % 3 + 1;
    int third = candidate % 3 + 1;
    lab.cluster().timeOutNow(candidate);

    deliverAsPreviewed(held(Rpc.RequestVote.class, candidate, third));
    assertThat(node(candidate).role()).isEqualTo(Role.CANDIDATE);
    deliverAsPreviewed(held(Rpc.RequestVoteReply.class, third, candidate));
    await(view -> node(view, candidate).role() == Role.LEADER);
    assertThat(node(candidate).currentTerm()).isGreaterThan(term);
    assertThat(node(old).role()).as("it has not heard of it").isEqualTo(Role.LEADER);
    assertThat(wire(WireMessage.Fate.FLYING)).isEmpty();

    lab.network().release(true);
    assertThat(lab.time().paused()).isFalse();
    await(RunningLab::settled);
    assertThat(lab.events())
        .anyMatch(event -> event.deed() instanceof Deed.Steered)
        .anyMatch(event -> event.deed() instanceof Deed.Released(int _, boolean all) && all);
  }

  @Test
  void oneLinkIsHeldAndStepsDeliverTheOldest() throws Exception {
    int leader = start(3);
    int other = leader % 3 + 1;
    Hold one = Hold.of(Set.of("AppendEntries"), Set.of(new Link(leader, other)));
    lab.network().hold(one);
    assertThat(lab.network().hold()).contains(one);
    Until.holds("one is caught, and time stands still", () -> lab.time().paused());
    WireMessage caught = wire(WireMessage.Fate.HELD).getFirst();
    assertThat(caught.rpc()).isInstanceOf(Rpc.AppendEntries.class);
    assertThat(lab.network().deliverNext()).isEqualTo(caught.number());
    assertThatThrownBy(() -> lab.network().deliverNext())
        .isInstanceOf(LabException.class)
        .hasMessage("No message is held now.");
    assertThatThrownBy(() -> lab.network().steer(caught.number(), Steer.DROP, Duration.ZERO))
        .hasMessageContaining("not held any longer");
    lab.network().release(true);
    await(RunningLab::settled);
  }

  /** What was told before is what then happens. */
  private void deliverAsPreviewed(WireMessage message) throws Exception {
    long before = node(message.to()).version();
    Preview preview = lab.cluster().preview(message.to(), message.rpc().body());
    assertThat(node(message.to()).version()).isEqualTo(before);
    long after = preview.result().version();
    assertThat(after).isGreaterThan(before);
    lab.network().steer(message.number(), Steer.DELIVER, Duration.ZERO);
    await(view -> node(view, message.to()).version() >= after);
    JournalEntry taken =
        lab.cluster().view().journal().stream()
            .filter(step -> step.nodeId() == message.to() && step.version() == after)
            .findFirst()
            .orElseThrow();
    assertThat(taken.rules()).isEqualTo(preview.rules().orElseThrow());
    assertThat(taken.actions().sent()).isEqualTo(preview.result().actions().sent());
  }

  private List<WireMessage> wire(WireMessage.Fate fate) {
    return lab.network().wire().stream().filter(message -> message.fate() == fate).toList();
  }

  private WireMessage held(Class<? extends Rpc> type, int from, int to) throws Exception {
    List<WireMessage> found = new ArrayList<>();
    Until.holds(
        "it is held",
        () -> {
          wire(WireMessage.Fate.HELD).stream()
              .filter(each -> type.isInstance(each.rpc()) && each.from() == from && each.to() == to)
              .forEach(found::add);
          return !found.isEmpty();
        });
    return found.getFirst();
  }
}

package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hands over, compacts, changes the membership and reads, as a person at the window does. */
@Tag("thorough")
class MembersTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  @Test
  void theLeadershipIsHandedOver() throws Exception {
    int to = screen.follower();
    choose(to, "Hand the leadership over");
    await("the new leader", () -> screen.leader() == to);
    await("its crown", () -> screen.spoken(to).contains("LEADER"));
    await(
        "the fate", () -> screen.fates().getFirst().startsWith("transfer to S" + to + " → S" + to));
  }

  @Test
  void theLeaderCannotHandOverToItself() throws Exception {
    int before = screen.lab().client().submissions().size();
    select(screen.leader());
    screen.run("Hand the leadership over");
    await(
        "the reason",
        () -> screen.messages().stream().anyMatch(text -> text.contains("leads already")));
    assertThat(screen.lab().client().submissions()).hasSize(before);
  }

  @Test
  void aSnapshotIsTakenAndTheLogCompacted() throws Exception {
    int node = screen.follower();
    screen.type("put compact 1");
    await("applied", () -> screen.view(node).keyValues().containsKey("compact"));
    long applied = screen.view(node).lastApplied();
    choose(node, "Take a snapshot");
    await("the snapshot", () -> screen.view(node).snapshotIndex() >= applied);
    await(
        "its index in the inspector",
        () ->
            screen.text("#field-snapshot").startsWith(screen.view(node).snapshotIndex() + " @ t"));
  }

  @Test
  void aNodeThatIsDownTakesNoSnapshot() throws Exception {
    int node = screen.follower();
    long before = screen.view(node).snapshotIndex();
    screen.lab().cluster().kill(node);
    await("down", () -> screen.spoken(node).contains("killed"));
    select(node);
    screen.run("Take a snapshot");
    await(
        "the reason", () -> screen.messages().contains("Take a snapshot: S" + node + " is down."));
    assertThat(screen.view(node).snapshotIndex()).isEqualTo(before);
  }

  @Test
  void aNodeJoinsLearnsVotesAndLeaves() throws Exception {
    screen.run("Add a node");
    await("the node", () -> screen.moment().view().nodes().keySet().size() == 6);
    int added = screen.moment().view().nodes().lastKey();
    await("shown", () -> fx(() -> screen.robot().lookup("#node-" + added).tryQuery().isPresent()));
    choose(added, "Make it a learner");
    await("it learns", () -> leader().learners().contains(added) && !leader().joint());
    await("its word", () -> screen.spoken(added).contains("learner"));
    choose(added, "Make it a voter");
    await("it votes", () -> leader().voters().contains(added) && !leader().joint());
    await("the inspector", () -> screen.text("#field-voters").endsWith("S" + added));
    choose(added, "Take it out of the configuration");
    await("it is out", () -> !leader().configured(added) && !leader().joint());
    await(
        "the last change's fate",
        () ->
            screen.fates().getFirst().contains("committed")
                || screen.fates().getFirst().contains("→"));
    choose(added, "Drop the node…");
    await("it is asked", () -> screen.text("#confirm-yes").equals("Drop it"));
    screen.click("#confirm-yes");
    await("it is gone", () -> screen.moment().view().nodes().size() == 5);
  }

  @Test
  void aVoterCannotBecomeOneAgain() throws Exception {
    int before = screen.lab().client().submissions().size();
    select(screen.follower());
    screen.run("Make it a voter");
    await(
        "the reason",
        () -> screen.messages().stream().anyMatch(text -> text.contains("is that already")));
    assertThat(screen.lab().client().submissions()).hasSize(before);
  }

  @Test
  void aMemberIsNotDropped() throws Exception {
    int node = screen.follower();
    select(node);
    screen.run("Drop the node");
    await(
        "the reason",
        () ->
            screen.messages().stream()
                .anyMatch(text -> text.contains("is a member of the cluster")));
    assertThat(screen.lab().cluster().processes()).containsKey(node);
  }

  @Test
  void aKeyIsReadThroughTheBar() throws Exception {
    screen.type("put seen 5");
    await("stored", () -> screen.fates().getFirst().startsWith("put seen 5 → committed"));
    screen.type("get seen");
    await("the value", () -> screen.fates().getFirst().startsWith("get seen → 5, read at index"));
  }

  @Test
  void aReadWaitsForARound() throws Exception {
    screen.lab().time().pause();
    int leader = screen.leader();
    select(leader);
    screen.type("get slow");
    await(
        "what it waits for",
        () ->
            screen
                .fates()
                .getFirst()
                .equals("get slow → S" + leader + " waits for a majority to answer a new round"));
    await("the inspector", () -> screen.text("#field-reads").equals("slow waits for a round"));
    screen.lab().time().resume();
    await("its end", () -> screen.fates().getFirst().startsWith("get slow → no value, read at"));
  }

  @Test
  void aReadWithoutAKeyIsRefused() throws Exception {
    int before = screen.lab().client().submissions().size();
    screen.type("get");
    await("the problem", () -> screen.text("#submit-problem").contains("key"));
    assertThat(screen.lab().client().submissions()).hasSize(before);
    fx(() -> {
      screen.robot().lookup("#submit-command").queryTextInputControl().clear();
      return true;
    });
  }

  private static NodeView leader() {
    ClusterView view = screen.moment().view();
    NodeView leader = view.leader();
    return leader == null ? view.nodes().firstEntry().getValue() : leader;
  }

  private static void select(int node) throws Exception {
    screen.click("#node-" + node);
    await(
        "selected",
        () -> screen.window().selection().nodes().get().equals(new TreeSet<>(Set.of(node))));
  }

  /** Picks from a node's context menu. */
  private static void choose(int node, String command) throws Exception {
    screen.click("#node-" + node, MouseButton.SECONDARY);
    if (fx(() -> screen.robot().lookup(command).tryQuery().isEmpty())) {
      screen.robot().moveTo("Log and membership");
      await(command, () -> fx(() -> screen.robot().lookup(command).tryQuery().isPresent()));
    }
    screen.robot().clickOn(command);
  }
}

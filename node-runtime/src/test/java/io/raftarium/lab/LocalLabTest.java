package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.observe.ClusterView;
import io.raftarium.observe.KeyValue;
import io.raftarium.observe.NodeView;
import io.raftarium.observe.Role;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Five real nodes: they elect, replicate, part, agree again, die and come back. */
class LocalLabTest {
  private LocalLab lab;

  @BeforeEach
  void open() throws Exception {
    lab = TestServer.lab();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void fiveNodesElectALeaderAndReplicateWhatItIsGiven() throws Exception {
    lab.startCluster(5);
    await(view -> settled(view));
    Submission answered = put("colour", "green");
    assertThat(answered.status()).as("%s", answered).isEqualTo(Submission.Status.OK);
    assertThat(answered.index()).isPositive();
    await(view ->
        view.nodes().values().stream()
            .allMatch(node -> {
              KeyValue held = node.keyValues().get("colour");
              return held != null && held.value().asString().equals("green");
            }));
    System.out.println("lag " + lab.view().feed());
  }

  private Submission put(String key, String value) throws Exception {
    JsonNode command =
        JsonMapper.shared().createObjectNode().put("op", "put").put("key", key).put("value", value);
    return lab.submit(OptionalInt.empty(), command).get(20, TimeUnit.SECONDS);
  }

  private void await(Predicate<ClusterView> fits) throws InterruptedException {
    assertThat(lab.observer().await(Duration.ofSeconds(20), fits))
        .as(() -> "the view stays " + lab.view() + "; events " + lab.events())
        .isTrue();
  }

  private static boolean settled(ClusterView view) {
    NodeView leader = view.leader();
    return leader != null
        && view.nodes().values().stream()
            .allMatch(node ->
                node.currentTerm() == leader.currentTerm()
                    && Objects.equals(node.leaderId(), leader.id())
                    && (node.role() == Role.LEADER || node.role() == Role.FOLLOWER));
  }
}

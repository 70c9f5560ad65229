package io.raftarium.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.lab.LocalLab;
import io.raftarium.lab.TestServer;
import io.raftarium.protocol.Command;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Measures how long one command takes from the client to its "ok"; the links are not delayed. */
class CommitTimeTest {
  private static final int WARM_UP = 30;
  private static final int WRITES = 300;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  @Tag("soak")
  void oneWriteAfterTheOther(int nodes) throws Exception {
    try (LocalLab lab = TestServer.lab()) {
      lab.cluster().start(nodes);
      assertThat(lab.observer().await(Duration.ofSeconds(20), view -> view.leader() != null))
          .isTrue();
      long[] times = new long[WRITES];
      for (int i = -WARM_UP; i < WRITES; i++) {
        Command command = Command.put("key" + i % 100, JsonNodeFactory.instance.numberNode(i));
        long begin = System.nanoTime();
        Submission answer =
            lab.client().submit(OptionalInt.empty(), command).get(20, TimeUnit.SECONDS);
        long time = System.nanoTime() - begin;
        assertThat(answer.status()).as("%s", answer).isEqualTo(Submission.Status.OK);
        if (i >= 0) {
          times[i] = time;
        }
      }
      Arrays.sort(times);
      System.out.printf(
          Locale.ROOT,
          "commit of one entry, %d nodes in one server: median %.1f ms, p95 %.1f ms%n",
          nodes,
          times[WRITES / 2] / 1e6,
          times[WRITES * 95 / 100] / 1e6);
    }
  }
}

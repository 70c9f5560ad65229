package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.LogEntry;
import io.raftarium.server.Progress;
import io.raftarium.view.Feed;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server of a living laboratory dies and is started again. */
@Tag("thorough")
final class ServerDeathTest {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final Path folder;
  private final LocalLab lab;

  ServerDeathTest() throws Exception {
    Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
    folder = Files.createTempDirectory(target, "server-death-");
    // One unpacked PostgreSQL serves all tests.
    Files.createDirectories(target.resolve("programs"));
    Files.createSymbolicLink(folder.resolve("programs"), target.resolve("programs"));
    lab = LocalLab.open(LabOptions.in(folder).withSeed(5), Progress.NONE);
  }

  @BeforeEach
  void startThree() throws Exception {
    lab.cluster().start(3);
    assertThat(lab.observer().await(LIMIT, view -> view.leader() != null)).isTrue();
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
    Files.delete(folder.resolve("programs"));
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void nodesThatWereRunningGoOnAndThoseThatWereKilledStayDown() throws Exception {
    Submission before = put("before");
    int down = Objects.requireNonNull(lab.cluster().view().leader()).id() % 3 + 1;
    lab.cluster().kill(down);

    killServer();
    assertThat(lab.observer().await(LIMIT, view -> view.feed().state() == Feed.State.LOST))
        .isTrue();
    lab.cluster().startServerAgain();

    committedAgain(before);
    assertThat(state(down)).isEqualTo(NodeStatus.State.DOWN);
    assertThat(put("after").status()).isEqualTo(Submission.Status.OK);
  }

  @Test
  void nodesThatHaveGivenUpStartAgainWithTheServer() throws Exception {
    Submission before = put("before");

    killServer();
    Until.holds(
        "every node has given up",
        () ->
            lab.cluster().processes().values().stream()
                .allMatch(process -> process.state() == NodeStatus.State.FAILED));
    lab.cluster().startServerAgain();

    committedAgain(before);
    assertThat(lab.cluster().processes().values())
        .allMatch(process -> process.state() == NodeStatus.State.RUNNING);
    assertThat(put("after").status()).isEqualTo(Submission.Status.OK);
  }

  @Test
  void aServerThatLivesIsLeftAlone() throws Exception {
    long pid = postmaster().pid();
    lab.cluster().startServerAgain();
    assertThat(postmaster().pid()).isEqualTo(pid);
    lab.close();
    assertThatThrownBy(lab.cluster()::startServerAgain).isInstanceOf(LabException.class);
  }

  private void committedAgain(Submission acknowledged) throws InterruptedException {
    assertThat(
            lab.observer()
                .await(
                    LIMIT,
                    view -> {
                      NodeView leader = view.leader();
                      return view.feed().state() == Feed.State.LIVE
                          && leader != null
                          && leader.currentTerm() > acknowledged.term()
                          && leader.commitIndex() > acknowledged.index();
                    }))
        .as("%s", lab.cluster().view())
        .isTrue();
    assertThat(
            Objects.requireNonNull(lab.cluster().view().leader()).log().stream()
                .map(LogEntry::index))
        .contains(acknowledged.index());
  }

  private NodeStatus.State state(int node) {
    return Objects.requireNonNull(lab.cluster().processes().get(node)).state();
  }

  private Submission put(String value) throws Exception {
    return lab.client()
        .submit(OptionalInt.empty(), Command.put("k", value))
        .get(30, TimeUnit.SECONDS);
  }

  private void killServer() throws Exception {
    ProcessHandle server = postmaster();
    assertThat(server.destroyForcibly()).isTrue();
    server.onExit().get(10, TimeUnit.SECONDS);
  }

  private ProcessHandle postmaster() throws Exception {
    String pid =
        Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }
}

package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.lab.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that runs gets a node more, of which its programs knew nothing when they started. */
@Tag("thorough")
class ReloadTest {
  @TempDir private Path folder;

  @Test
  void aNewNodeIsMetWithoutANewStart() throws Exception {
    Processes.Place place = new Processes.Place(TestServer.get().port(), TestServer.database());
    try (Processes processes =
        new Processes(
                folder,
                List.of(place),
                false,
                Processes.admin(),
                String.valueOf(TestServer.get().source("postgres", "test").getPassword()))
            .prepared()) {
      Process _ = processes.serve(1);
      Until.holds("it leads", () -> processes.run("status").code() == 0);
      String before = Files.readString(processes.file);

      Files.writeString(processes.file, before + "nonsense");
      Until.holds(
          "a file that is wrong is told, and not used",
          () -> processes.log(1).contains("What it said before stays in force."));
      Files.writeString(processes.file, before);

      processes.add(2, place);
      Until.holds("it is met", () -> processes.log(1).contains("Peer 2 is at "));
      assertThat(processes.run("init-db", "--node", "2", "--admin", Processes.admin()).code())
          .isZero();
      Process _ = processes.serve(2);
      Until.holds("it votes", () -> processes.run("config", "--voters", "1,2").code() == 0);
      Until.holds(
          "it follows",
          () -> processes.run("status").out().lines().anyMatch(line -> line.contains("follower")));
      assertThat(processes.run("fault", "link", "1", "2", "--loss", "1"))
          .as("both ways: the one that knew it at its start, and the one that met it since")
          .returns(0, Processes.Ended::code);
      assertThat(processes.run("fault", "heal").code()).isZero();
      assertThat(processes.run("config", "--voters", "1").code()).isZero();
      processes.kill(2);
      Files.writeString(processes.file, before);
      Until.holds("it is forgotten", () -> processes.log(1).contains("no longer"));
      assertThat(processes.run("submit", "{\"op\":\"put\",\"key\":\"a\",\"value\":1}").code())
          .isZero();
    }
  }
}

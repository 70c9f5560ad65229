package io.raftarium.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisplayTest {
  @TempDir private Path sockets = Path.of("");

  private String obstacle(Map<String, String> environment) {
    return Display.obstacle(environment, "Linux", sockets).orElse("");
  }

  @Test
  void elsewhereNobodyAsks() {
    assertThat(Display.obstacle(Map.of(), "Windows 11")).isEmpty();
    assertThat(Display.obstacle(Map.of(), "Mac OS X")).isEmpty();
  }

  @Test
  void noDisplayAndWaylandAloneAreNamed() {
    assertThat(obstacle(Map.of())).contains("no display");
    assertThat(obstacle(Map.of("WAYLAND_DISPLAY", "wayland-0"))).contains("Xwayland");
  }

  @Test
  void aDisplayIsThereIfItAnswers() throws Exception {
    Path socket = sockets.resolve("X7");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertThat(obstacle(Map.of("DISPLAY", ":7"))).isEmpty();
      assertThat(obstacle(Map.of("DISPLAY", "unix:7.0"))).isEmpty();
    }
    assertThat(Files.exists(socket)).as("a dead server leaves its socket").isTrue();
    assertThat(obstacle(Map.of("DISPLAY", ":7"))).contains(":7").contains("does not answer");
    for (String dead : new String[] {":8", "nonsense", "127.0.0.1:59000", ":99999"}) {
      assertThat(obstacle(Map.of("DISPLAY", dead))).contains(dead).contains("does not answer");
    }
  }
}

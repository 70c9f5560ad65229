package io.raftarium.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a window can be shown; asked before the toolkit starts, which ends a program that has
 * none.
 */
final class Display {
  private static final Path SOCKETS = Path.of("/tmp/.X11-unix");
  private static final int FIRST_PORT = 6000;
  private static final int MOST_DISPLAYS = 59_000;

  /** {@code host:number.screen}, all but the number left out at will. */
  private static final Pattern NAME = Pattern.compile("(.*):(\\d{1,5})(?:\\.\\d+)?");

  private Display() {}

  /** Why no window can be shown, in a sentence; empty where one can, or where only trying tells. */
  static Optional<String> obstacle(Map<String, String> environment, String system) {
    return obstacle(environment, system, SOCKETS);
  }

  static Optional<String> obstacle(Map<String, String> environment, String system, Path sockets) {
    if (!system.equals("Linux")) {
      return Optional.empty();
    }
    String name = environment.getOrDefault("DISPLAY", "").strip();
    if (!name.isEmpty()) {
      return answers(name, sockets)
          ? Optional.empty()
          : Optional.of("The display that DISPLAY names (" + name + ") does not answer");
    }
    return Optional.of(
        environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()
            ? "There is no display (DISPLAY is not set)"
            : "There is a Wayland display only, and the window needs X: install Xwayland, or start"
                + " from a session that sets DISPLAY");
  }

  private static boolean answers(String name, Path sockets) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group(1);
    int number = Integer.parseInt(parts.group(2));
    if (number > MOST_DISPLAYS) {
      return false;
    }
    Path socket = sockets.resolve("X" + number);
    boolean local = host.isEmpty() || host.equals("unix");
    if (!local) {
      return listens(host, FIRST_PORT + number);
    }
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean listens(String host, int port) {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.socket().connect(new InetSocketAddress(host, port), 2_000);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}

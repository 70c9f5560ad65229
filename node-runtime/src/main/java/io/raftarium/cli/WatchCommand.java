package io.raftarium.cli;

import io.raftarium.remote.NodeWatch;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.SiteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp;
import org.jline.utils.NonBlockingReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows a cluster live in the terminal. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows what the nodes of a cluster say of themselves, live, on the whole terminal: role, term,"
          + " commit index, steps a second, the election timer, what is set for their links, and"
          + " below it what changed, with what operators did.",
      "",
      "q or Ctrl+C ends it. Where there is no terminal, status tells the same once."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ended", "2:bad input", "3:there is no terminal"},
    footerHeading = "%nExample:%n",
    footer = "  raftarium-node watch --cluster orchard.yaml")
final class WatchCommand implements Callable<Integer> {
  private static final long REFRESH_MILLIS = 250;
  private static final int CTRL_C = 3;

  @Spec private CommandSpec spec;

  @Mixin private CallerOptions cluster;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  WatchCommand() {}

  @Override
  public Integer call() throws IOException {
    ClusterFile file = cluster.read();
    PrintWriter err = spec.commandLine().getErr();
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        err.println("watch needs a terminal; without one use: raftarium-node status");
        return RaftariumNode.NOT_READY;
      }
      try (NodeWatch watch = new NodeWatch(file, cluster.as())) {
        show(terminal, watch, new WatchScreen("Raftarium " + file.name()));
        return 0;
      } catch (SiteException e) {
        err.println(e.getMessage());
        return RaftariumNode.BAD_INPUT;
      }
    }
  }

  private static void show(Terminal terminal, NodeWatch watch, WatchScreen screen)
      throws IOException {
    Attributes before = terminal.enterRawMode();
    boolean _ = terminal.puts(InfoCmp.Capability.enter_ca_mode);
    boolean _ = terminal.puts(InfoCmp.Capability.cursor_invisible);
    Display display = new Display(terminal, true);
    NonBlockingReader keys = terminal.reader();
    try {
      int key = NonBlockingReader.READ_EXPIRED;
      while (key != 'q' && key != 'Q' && key != CTRL_C && key != NonBlockingReader.EOF) {
        Size size = terminal.getSize();
        display.resize(size);
        display.update(
            screen.lines(watch.nodes(), watch.news(), size.getColumns(), size.getRows()), 0);
        key = keys.read(REFRESH_MILLIS);
      }
    } finally {
      boolean _ = terminal.puts(InfoCmp.Capability.cursor_visible);
      boolean _ = terminal.puts(InfoCmp.Capability.exit_ca_mode);
      terminal.setAttributes(before);
      terminal.flush();
    }
  }
}

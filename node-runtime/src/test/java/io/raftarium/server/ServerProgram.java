package io.raftarium.server;

import java.nio.file.Path;

/** A program that starts a server and waits, to be killed by a test. */
final class ServerProgram {
  private ServerProgram() {}

  /** Takes the data folder and the folder of programs; prints a line once the server runs. */
  public static void main(String[] arguments) throws Exception {
    EmbeddedServer server =
        EmbeddedServer.start(Path.of(arguments[0]), Path.of(arguments[1]), Progress.NONE);
    System.out.println("running on " + server.port());
    System.out.flush();
    int _ = System.in.read();
    server.close();
  }
}

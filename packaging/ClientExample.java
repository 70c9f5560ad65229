import io.raftarium.protocol.Command;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.ClusterClient;
import io.raftarium.site.ClusterFileReader;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Writes and reads from a program of your own. With the libraries of the packaged program:
 *
 * <pre>java -cp 'node-runtime/target/dist/lib/*' packaging/ClientExample.java orchard/cluster.yaml</pre>
 */
public final class ClientExample {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ClientExample() {}

  /** With the cluster's file. */
  public static void main(String[] arguments) throws Exception {
    // The client finds the leader by itself. "client" is the name of its certificate's files, where there are any.
    try (ClusterClient client =
        new ClusterClient(ClusterFileReader.read(Path.of(arguments[0])), "client")) {
      Reply written =
          client.submit(Command.put("plums", JsonNodeFactory.instance.numberNode(7)), LIMIT);
      switch (written.status()) {
        case OK -> System.out.println("plums are written, at log index " + written.index());
        // It is done once, however often it was sent; but nobody knows yet whether it is done.
        case UNKNOWN -> System.out.println("it may or may not be written: read to find out");
        default -> System.out.println("it is not written: " + written.error());
      }
      Reply read = client.read("plums", LIMIT);
      System.out.println("plums: " + read.result().value());
    }
  }
}

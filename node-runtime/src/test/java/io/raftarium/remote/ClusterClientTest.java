package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.v1.Answer;
import io.raftarium.remote.v1.ClientsGrpc;
import io.raftarium.remote.v1.SubmitRequest;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFile.Address;
import io.raftarium.site.ClusterFile.Database;
import io.raftarium.site.ClusterFile.Member;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a client says of a write that it had to send more than once. */
class ClusterClientTest {
  private static final String REGISTERED =
      "{\"status\":\"ok\",\"index\":2,\"term\":1,\"result\":{\"client\":2}}";

  /** What a node said to one write after the other; the last for all that follow. */
  private static Reply write(List<String> answers) throws Exception {
    Deque<String> left = new ArrayDeque<>(answers);
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                new ClientsGrpc.ClientsImplBase() {
                  @Override
                  public void submit(SubmitRequest request, StreamObserver<Answer> out) {
                    String answer =
                        request.getClient() == 0
                            ? REGISTERED
                            : left.size() > 1 ? left.remove() : left.getFirst();
                    out.onNext(Replies.answer(Reply.of(ExactJson.MAPPER.readTree(answer))));
                    out.onCompleted();
                  }
                })
            .build()
            .start();
    Member member =
        new Member(
            1,
            new Address("127.0.0.1", server.getPort()),
            null,
            new Database("jdbc:postgresql:x", "x", null),
            true);
    ClusterFile cluster =
        new ClusterFile(
            Path.of("c.yaml"),
            "c",
            JsonNodeFactory.instance.objectNode(),
            null,
            new TreeMap<>(Map.of(1, member)));
    try (ClusterClient client = new ClusterClient(cluster, "client")) {
      return client.submit(Command.put("a", "1"), Duration.ofMillis(1_500));
    } finally {
      server.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // Nothing was sent before: it is as the node says.
        "REJECTED | {\"status\":\"rejected\",\"error\":\"bad command\"}",
        // It may be in the log already: that this try is refused says nothing.
        "UNKNOWN | {\"status\":\"unknown\"}; {\"status\":\"rejected\",\"error\":\"transfer in progress\"}",
        "UNKNOWN | {\"status\":\"unknown\"}; {\"status\":\"rejected\",\"error\":\"unknown session\",\"index\":9,\"term\":2}",
        "OK | {\"status\":\"unknown\"}; {\"status\":\"rejected\",\"error\":\"transfer in progress\"}; {\"status\":\"ok\",\"index\":3,\"term\":1}",
        // Refused while leadership moves, and nothing sent: it is asked again.
        "OK | {\"status\":\"rejected\",\"error\":\"transfer in progress\"}; {\"status\":\"ok\",\"index\":3,\"term\":1}",
        // An answer out of the log is the write's own, however often it was sent.
        "REJECTED | {\"status\":\"unknown\"}; {\"status\":\"rejected\",\"error\":\"no text\",\"index\":3,\"term\":1}",
      })
  void onlyAnAnswerOutOfTheLogIsTheWritesOwn(Reply.Status status, String answers) throws Exception {
    Reply reply = write(List.of(answers.split("; ", -1)));
    assertThat(reply.status()).as("%s", reply).isEqualTo(status);
  }
}

package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.raftarium.Until;
import io.raftarium.remote.v1.OperatorGrpc;
import io.raftarium.remote.v1.PeerMessage;
import io.raftarium.remote.v1.PeerReceipt;
import io.raftarium.remote.v1.PeersGrpc;
import io.raftarium.remote.v1.StatusRequest;
import io.raftarium.site.ClusterFile.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who shows what to a node, and what becomes of it. */
@Tag("thorough")
class MutualTlsTest {
  private static final Duration A_DAY = Duration.ofDays(1);

  @TempDir private Path folder;

  @Test
  void onlyWhoIsWhoItSaysGetsIn() throws Exception {
    try (Processes processes = new Processes(folder, 3, true).prepared()) {
      Path right = Objects.requireNonNull(processes.cluster.certificates());
      for (int node = 1; node <= 3; node++) {
        processes.serve(node);
      }
      // The cluster works with certificates, and so do its commands.
      Processes.Ended put =
          processes.run("submit", "--as", "client", "{\"op\":\"put\",\"key\":\"a\",\"value\":1}");
      assertThat(put.err()).isEmpty();
      assertThat(put.code()).isZero();
      assertThat(processes.run("status").out()).contains("leader");

      // Another authority signed it, of another name or of the same.
      Path stranger = signedByAnother(folder.resolve("strangers"), right);
      refused(
          processes,
          new Certificates(stranger).client("node-2"),
          2,
          Status.Code.UNAUTHENTICATED,
          "Refused a call of a caller that shows no certificate");
      Path impostor =
          signedByAnother(
              folder.resolve("elsewhere").resolve(right.getFileName().toString()), right);
      refused(
          processes,
          new Certificates(impostor).client("node-2"),
          2,
          Status.Code.UNAVAILABLE,
          "Refused a certificate of node 2: ");

      // It is no longer valid.
      Path expired = Files.createDirectory(folder.resolve("expired"));
      for (String file : new String[] {"ca.pem", "ca.key"}) {
        Files.copy(right.resolve(file), expired.resolve(file));
      }
      Instant past = Instant.now().minus(Duration.ofDays(30));
      new CertificateMaker(expired, A_DAY, Clock.fixed(past, ZoneOffset.UTC)).node(2);
      refused(
          processes,
          new Certificates(expired).client("node-2"),
          2,
          Status.Code.UNAVAILABLE,
          "NotAfter");

      // Its own is right, but it speaks for another node.
      refused(
          processes,
          new Certificates(right).client("node-3"),
          2,
          Status.Code.PERMISSION_DENIED,
          "Node 3 sent a message from node 2");
      // It shows none.
      refused(
          processes,
          GrpcSslContexts.forClient().trustManager(right.resolve("ca.pem").toFile()).build(),
          2,
          Status.Code.UNAUTHENTICATED,
          "Refused a call of a caller that shows no certificate");
      // Whoever runs the cluster is no node of it.
      refused(
          processes,
          new Certificates(right).client("operator"),
          2,
          Status.Code.PERMISSION_DENIED,
          "Refused a call of operator operator, who may not call raftarium.v1.Peers");
      // A node that the cluster does not have.
      Path more = Files.createDirectory(folder.resolve("more"));
      for (String file : new String[] {"ca.pem", "ca.key"}) {
        Files.copy(right.resolve(file), more.resolve(file));
      }
      new CertificateMaker(more, A_DAY, Clock.systemUTC()).node(9);
      refused(
          processes,
          new Certificates(more).client("node-9"),
          9,
          Status.Code.PERMISSION_DENIED,
          "Refused a call of node 9, which the cluster does not have");

      // A client steers nothing.
      ManagedChannel channel = channel(processes, new Certificates(right).client("client"));
      try {
        OperatorGrpc.OperatorBlockingStub operator = OperatorGrpc.newBlockingStub(channel);
        StatusRuntimeException no =
            org.junit.jupiter.api.Assertions.assertThrows(
                StatusRuntimeException.class,
                () -> operator.status(StatusRequest.getDefaultInstance()));
        assertThat(no.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
      } finally {
        channel.shutdownNow();
      }
      assertThat(processes.log(1)).contains("Refused a call of client client");
    }
  }

  @Test
  void plainTextStaysOnThisMachine() throws Exception {
    try (Processes processes = new Processes(folder, 1, false)) {
      Files.writeString(
          processes.file, Files.readString(processes.file).replace("127.0.0.1:", "0.0.0.0:"));
      Processes.Ended ended = processes.run("status");
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.err()).contains("Without certificates").contains("raftarium-node certs");
    }
  }

  /** A folder with the right authority to trust, and a certificate that another has signed. */
  private static Path signedByAnother(Path authority, Path right) throws Exception {
    new CertificateMaker(authority, A_DAY, Clock.systemUTC()).node(2);
    Files.copy(
        right.resolve("ca.pem"), authority.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
    return authority;
  }

  private static ManagedChannel channel(Processes processes, SslContext context) {
    Metadata headers = new Metadata();
    headers.put(Wire.CLUSTER, Wire.header(processes.cluster.name()));
    Address address = Objects.requireNonNull(processes.cluster.members().get(1)).address();
    return NettyChannelBuilder.forAddress(address.host(), address.port())
        .sslContext(context)
        .overrideAuthority(Certificates.hostOf(1))
        .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
        .build();
  }

  /** Sends node 1 a message as if from a node, and sees it refused. */
  private static void refused(
      Processes processes, SslContext context, int from, Status.Code code, String inLog)
      throws Exception {
    ManagedChannel channel = channel(processes, context);
    try {
      CompletableFuture<Status> end = new CompletableFuture<>();
      StreamObserver<PeerMessage> messages =
          PeersGrpc.newStub(channel)
              .exchange(
                  new StreamObserver<>() {
                    @Override
                    public void onNext(PeerReceipt receipt) {
                      end.complete(Status.OK);
                    }

                    @Override
                    public void onError(Throwable failure) {
                      end.complete(Status.fromThrowable(failure));
                    }

                    @Override
                    public void onCompleted() {
                      end.complete(Status.OK);
                    }
                  });
      messages.onNext(
          PeerMessage.newBuilder()
              .setNumber(1)
              .setRpc(
                  ByteString.copyFromUtf8(
                      "{\"type\":\"RequestVote\",\"id\":\"x\",\"from\":"
                          + from
                          + ",\"to\":1,\"term\":1,"
                          + "\"last_log_index\":0,\"last_log_term\":0,\"pre_vote\":true}"))
              .build());
      Status status = end.get(10, TimeUnit.SECONDS);
      assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
      Until.holds("the log says: " + inLog, () -> processes.log(1).contains(inLog));
    } finally {
      channel.shutdownNow();
    }
  }
}

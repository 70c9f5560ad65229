package io.raftarium.remote;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.raftarium.database.ConnectionSource;
import io.raftarium.node.NodeListener;
import io.raftarium.node.NodeSettings;
import io.raftarium.node.RaftNode;
import io.raftarium.node.Surroundings;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFile.Address;
import io.raftarium.time.LabClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One node of a cluster in a program of its own: the node, its peers' messages, its clients. */
public final class NodeHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeHost.class);
  private static final Duration END_LIMIT = Duration.ofSeconds(2);

  private final int id;
  private final LabClock clock = new LabClock();
  private final GrpcTransport transport;
  private final RaftNode node;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Server server;
  private final Told told = new Told();

  /**
   * Starts the node and listens on its address.
   *
   * @throws IOException if its address is taken or is none of this machine
   */
  public NodeHost(ClusterFile cluster, int id, ConnectionSource database, NodeSettings settings)
      throws IOException {
    this.id = id;
    ClusterFile.Member self = cluster.members().get(id);
    if (self == null) {
      throw new IllegalArgumentException("the cluster has no node " + id);
    }
    Channels.mustBeLoopback(self.address());
    this.transport =
        GrpcTransport.of(
            id,
            cluster.members().keySet(),
            peer -> {
              ClusterFile.Member member = cluster.members().get(peer);
              if (member == null) {
                throw new IllegalStateException("no member " + peer);
              }
              return new PeerLink(peer, Channels.to(cluster, member.address(), id));
            });
    this.node = RaftNode.start(id, new Surroundings(database, transport, clock, told), settings);
    Server made =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(self.address().host(), self.address().port()))
            .executor(calls)
            .maxInboundMessageSize(Wire.LARGEST)
            .permitKeepAliveTime(Wire.KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(new Gate(cluster.name(), cluster.members().keySet()))
            .addService(new PeersService(id, transport::receive))
            .addService(new ClientsService(node))
            .addService(new OperatorService(this::status))
            .build();
    try {
      this.server = made.start();
    } catch (IOException e) {
      close(made);
      throw e;
    }
  }

  /** Where it listens; the port is the one that was free where the file says 0. */
  public Address address(ClusterFile cluster) {
    ClusterFile.Member self = cluster.members().get(id);
    return new Address(self == null ? "127.0.0.1" : self.address().host(), server.getPort());
  }

  /** Completes with why the node ended by itself. */
  public CompletableFuture<String> failed() {
    return told.failed;
  }

  private ObjectNode status() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("node", id).put("process", node.life().name().toLowerCase(java.util.Locale.ROOT));
    StepResult last = told.last;
    if (last != null) {
      for (String field : new String[] {"term", "role", "leader", "commit_index", "version"}) {
        json.set(field, last.body().path(field));
      }
    }
    json.put("last_step_us", node.lastStep().toNanos() / 1_000);
    return json;
  }

  /** Ends the node after the step it is in; takes no longer than some seconds. */
  @Override
  public void close() {
    close(server);
  }

  private void close(Server listening) {
    listening.shutdown();
    node.close();
    transport.close();
    try {
      if (!listening.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        listening.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      listening.shutdownNow();
    }
    calls.shutdown();
    clock.close();
  }

  /** What the node tells. */
  private static final class Told implements NodeListener {
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private volatile @Nullable StepResult last;

    @Override
    public void stepped(int node, Event event, StepResult result) {
      StepResult before = last;
      last = result;
      if (before == null || !place(before).equals(place(result))) {
        LOG.info("Node {}: {}", node, place(result));
      }
    }

    private static String place(StepResult result) {
      return "term "
          + result.body().path("term").asLong(0)
          + ", "
          + result.body().path("role").asString("")
          + ", leader "
          + result.body().path("leader");
    }

    @Override
    public void reconnected(int node, boolean committed) {
      LOG.warn(
          "Node {} is connected to its database again; the step it was in was {}",
          node,
          committed ? "committed" : "not committed");
    }

    @Override
    public void refused(int node, String type, String why) {
      // The node logs it.
    }

    @Override
    public void failed(int node, String why) {
      failed.complete(why);
    }
  }
}

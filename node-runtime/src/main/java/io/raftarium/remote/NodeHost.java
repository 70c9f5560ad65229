package io.raftarium.remote;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.raftarium.database.ConnectionSource;
import io.raftarium.database.Previews;
import io.raftarium.fault.FaultyTransport;
import io.raftarium.fault.LinkRules;
import io.raftarium.lab.JournalTrimmer;
import io.raftarium.monitor.MonitorServer;
import io.raftarium.monitor.NodeMetrics;
import io.raftarium.node.NodeListener;
import io.raftarium.node.NodeSettings;
import io.raftarium.node.RaftNode;
import io.raftarium.node.Surroundings;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFile.Address;
import io.raftarium.site.OperatorActs;
import io.raftarium.site.SiteException;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import io.raftarium.time.NodeClock;
import io.raftarium.view.Hold;
import io.raftarium.view.LinkRule;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One node of a cluster in a program of its own: the node, its peers' messages, its clients. */
public final class NodeHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeHost.class);
  private static final Duration END_LIMIT = Duration.ofSeconds(2);

  private final int id;
  private final Address address;
  private final boolean certificates;
  private final LabClock clock = new LabClock();
  private final Channels channels;
  private final GrpcTransport transport;

  /** Where the nodes of the cluster are; it follows the cluster's file. */
  private final ConcurrentSkipListMap<Integer, Address> members = new ConcurrentSkipListMap<>();

  private final RaftNode node;
  private final ExecutorService calls = Executors.newThreadPerTaskExecutor(this::thread);
  private final Server server;
  private final LinkRules rules = new LinkRules();
  private final AtomicReference<@Nullable RaftNode> running = new AtomicReference<>();
  private final Watchers watchers = new Watchers(this::report);
  private volatile Supplier<Optional<Hold>> holds = Optional::empty;
  private final Told told = new Told(watchers);
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final NodeMetrics metrics = new NodeMetrics(registry, this::waiting, told);
  private final @Nullable MonitorServer monitor;
  private final JournalTrimmer trimmer;
  private final OperatorActs acts;

  /** Counts what operators have changed. */
  private final AtomicLong operatorActs = new AtomicLong();

  /**
   * Starts the node and listens on its address.
   *
   * @throws IOException if its address is taken or is none of this machine
   * @throws SiteException if its certificates cannot be used, or it would talk in plain text with
   *     other machines
   */
  public NodeHost(ClusterFile cluster, int id, ConnectionSource database, NodeSettings settings)
      throws IOException, SiteException {
    this.id = id;
    ClusterFile.Member self = cluster.members().get(id);
    if (self == null) {
      throw new IllegalArgumentException("the cluster has no node " + id);
    }
    Path folder = cluster.certificates();
    this.certificates = folder != null;
    SslContext context = folder == null ? null : new Certificates(folder).server(id);
    this.channels = Channels.ofNode(cluster, id, calls);
    this.address = self.address();
    this.transport = new GrpcTransport(id, metrics::dropped);
    meet(cluster);
    FaultyTransport links =
        new FaultyTransport(clock, rules, transport, Duration.ZERO, settings.seed(), watchers);
    holds = links::hold;
    this.node =
        RaftNode.start(
            id, new Surroundings(database, links, new NodeClock(clock), metrics), settings);
    running.set(node);
    this.acts = new OperatorActs(database, id);
    this.trimmer = JournalTrimmer.of(database, () -> Set.of(id));
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(address.host(), address.port()))
            .executor(calls)
            .maxInboundMessageSize(Wire.LARGEST)
            .permitKeepAliveTime(Wire.KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(new Gate(cluster.name(), members.keySet(), certificates))
            .addService(new PeersService(id, transport::receive))
            .addService(new ClientsService(node))
            .addService(
                new OperatorService(
                    this::report,
                    node,
                    members.keySet(),
                    rules,
                    links,
                    watchers,
                    clock,
                    acts,
                    new Previews(database),
                    operatorActs));
    if (context != null) {
      builder.sslContext(context);
    }
    Server made = builder.build();
    try {
      this.server = made.start();
      this.monitor = monitor(self.monitor());
    } catch (IOException e) {
      close(made);
      throw e;
    }
  }

  /**
   * The cluster's file is another: peers that are new are met, others are where it says. Where this
   * node itself lives, and the name of the cluster, stay as they were at its start.
   */
  public void meet(ClusterFile cluster) {
    MDC.put("node", Integer.toString(id));
    for (ClusterFile.Member member : cluster.members().values()) {
      if (!certificates && !member.address().loopback()) {
        LOG.warn(
            "Peer {} is not met: without certificates nodes talk on the loopback address alone, but"
                + " {} is another",
            member.id(),
            member.address());
        continue;
      }
      Address before = members.put(member.id(), member.address());
      if (member.id() != id && !member.address().equals(before)) {
        transport.peer(member.id(), new PeerLink(member.id(), channels.to(member)));
        LOG.info("Peer {} is at {}", member.id(), member.address());
      }
    }
    for (int known : List.copyOf(members.keySet())) {
      if (!cluster.members().containsKey(known) && known != id) {
        members.remove(known);
        transport.forget(known);
        LOG.info("Peer {} is in the cluster's file no longer", known);
      }
    }
  }

  private @Nullable MonitorServer monitor(@Nullable Address where) throws IOException {
    return where == null
        ? null
        : new MonitorServer(
            new InetSocketAddress(where.host(), where.port()),
            () -> node.life() != RaftNode.Life.FAILED,
            () -> node.life() == RaftNode.Life.RUNNING && report().leader() != 0,
            registry::scrape);
  }

  /** Whose log lines name the node. */
  private Thread thread(Runnable call) {
    return Thread.ofVirtual()
        .name("call to node " + id)
        .unstarted(() -> {
          MDC.put("node", Integer.toString(id));
          call.run();
        });
  }

  private int waiting() {
    RaftNode now = running.get();
    return now == null ? 0 : now.waiting();
  }

  /** Where it listens. */
  public Address address() {
    return address;
  }

  /** Completes with why the node ended by itself. */
  public CompletableFuture<String> failed() {
    return told.failed;
  }

  private NodeReport report() {
    // Before the rules are read: what it says of them is of this act, or of a later one.
    long acted = operatorActs.get();
    StepResult last = told.last.get();
    RaftNode process = running.get();
    LabTime now = clock.time();
    TreeMap<Integer, LinkRule> links = new TreeMap<>();
    rules.all().forEach((link, rule) -> links.put(link.to(), rule));
    return new NodeReport(
        id,
        process == null ? "starting" : process.life().name().toLowerCase(Locale.ROOT),
        last == null ? "" : last.role(),
        last == null ? 0 : last.term(),
        last == null ? 0 : last.leader(),
        last == null ? 0 : last.commitIndex(),
        last == null ? 0 : last.version(),
        process == null ? Duration.ZERO : process.lastStep(),
        process == null ? null : NodeReport.Timer.of(process.election(), now),
        process == null ? null : NodeReport.Timer.of(process.heartbeat(), now),
        links,
        holds.get().orElse(null),
        acted);
  }

  /** Ends the node after the step it is in; takes no longer than some seconds. */
  @Override
  public void close() {
    close(server);
    if (monitor != null) {
      monitor.close();
    }
  }

  private void close(Server listening) {
    watchers.close();
    listening.shutdown();
    trimmer.close();
    acts.close();
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
    registry.close();
  }

  /** What the node tells. */
  private static final class Told implements NodeListener {
    private final Watchers watchers;
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private final AtomicReference<@Nullable StepResult> last = new AtomicReference<>();

    Told(Watchers watchers) {
      this.watchers = watchers;
    }

    @Override
    public void stepped(int node, Event event, StepResult result) {
      StepResult before = last.getAndSet(result);
      MDC.put("node", Integer.toString(node));
      MDC.put("term", Long.toString(result.term()));
      MDC.put("role", result.role());
      if (before == null || !place(before).equals(place(result))) {
        LOG.info("Node {}: {}", node, place(result));
      }
      watchers.stepped(event, result);
    }

    private static String place(StepResult result) {
      return "term "
          + result.term()
          + ", "
          + result.role()
          + (result.leader() == 0 ? ", no leader" : ", leader " + result.leader());
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

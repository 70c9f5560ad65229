package io.raftarium.remote;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.raftarium.lab.FarNodes;
import io.raftarium.lab.LabException;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.Session;
import io.raftarium.remote.ClusterClient.Control;
import io.raftarium.remote.NodeReport.Timer;
import io.raftarium.remote.v1.Answer;
import io.raftarium.remote.v1.AskRequest;
import io.raftarium.remote.v1.ClientsGrpc;
import io.raftarium.remote.v1.MessageEnded;
import io.raftarium.remote.v1.MessageHeld;
import io.raftarium.remote.v1.MessageSent;
import io.raftarium.remote.v1.OperatorAct;
import io.raftarium.remote.v1.OperatorGrpc;
import io.raftarium.remote.v1.ReadRequest;
import io.raftarium.remote.v1.StepTaken;
import io.raftarium.remote.v1.SubmitRequest;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.SiteException;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.view.Ask;
import io.raftarium.view.Hold;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Preview;
import io.raftarium.view.Steer;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The nodes of a cluster's file, over its operator's service. */
public final class RemoteNodes implements FarNodes {
  private static final Duration STEER_LIMIT = Duration.ofSeconds(5);
  private static final Duration ASK_LIMIT = Duration.ofSeconds(30);

  private final ClusterFile cluster;
  private final ClusterClient client;
  private final LabClock clock;
  private final List<Integer> ids;
  private final TreeMap<Integer, ManagedChannel> channels = new TreeMap<>();

  private final ConcurrentHashMap<Integer, Shown> shown = new ConcurrentHashMap<>();

  private final AtomicReference<@Nullable Following> following = new AtomicReference<>();

  /**
   * What a node's reports must show to tell of its links.
   *
   * @param lost how often it was lost: a program that starts again counts anew
   * @param acts how many acts of operators at least, after those of this program
   */
  private record Shown(int lost, long acts) {
    private static final Shown FIRST = new Shown(0, 0);
  }

  /**
   * Connects with the first call.
   *
   * @param name of the certificate's files, where the cluster has certificates
   * @param clock by which timers and messages are told
   */
  public RemoteNodes(ClusterFile cluster, String name, LabClock clock) throws SiteException {
    this.cluster = cluster;
    this.client = new ClusterClient(cluster, name);
    this.clock = clock;
    this.ids = List.copyOf(cluster.members().keySet());
    Channels to = Channels.of(cluster, name);
    ids.forEach(id -> channels.put(id, to.to(id)));
  }

  @Override
  public SortedSet<Integer> ids() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(ids));
  }

  @Override
  public void follow(Facts facts) {
    Following before = following.getAndSet(new Following(channels, listener(facts)));
    if (before != null) {
      before.close();
    }
  }

  Following.Listener listener(Facts facts) {
    return new Told(facts);
  }

  private NodeStatus process(NodeReport report) {
    return new NodeStatus(
        report.node(),
        switch (report.process()) {
          case "paused" -> NodeStatus.State.PAUSED;
          case "ended" -> NodeStatus.State.DOWN;
          case "failed" -> NodeStatus.State.FAILED;
          default -> NodeStatus.State.RUNNING;
        },
        countdown(report.election()),
        countdown(report.heartbeat()),
        report.lastStep(),
        backing(report.node()));
  }

  private @Nullable Countdown countdown(@Nullable Timer timer) {
    if (timer == null) {
      return null;
    }
    long whole = timer.whole().toNanos();
    long past = whole - timer.left().toNanos();
    return Countdown.from(clock.time().plus(-past), whole);
  }

  private NodeStatus unknown(int node, Instant since) {
    return new NodeStatus(
        node, NodeStatus.State.UNKNOWN, null, null, Duration.ZERO, backing(node), since);
  }

  /** Where a node's rows are, without what a person need not read. */
  private String backing(int node) {
    ClusterFile.Member member = cluster.members().get(node);
    String url = member == null ? "" : member.database().url();
    int query = url.indexOf('?');
    return (query < 0 ? url : url.substring(0, query)).replace("jdbc:postgresql://", "");
  }

  /** What the nodes tell, as a laboratory takes it. */
  private final class Told implements Following.Listener {
    private final Facts facts;

    Told(Facts facts) {
      this.facts = facts;
    }

    @Override
    public void is(NodeReport report) {
      if (report.acts() >= shown(report.node()).acts()) {
        facts.is(process(report), report.links(), Optional.ofNullable(report.hold()));
      } else {
        // It was on its way when the links were changed, and would put the old ones back.
        facts.heard(process(report));
      }
    }

    @Override
    public void stepped(NodeReport after, StepTaken step) {
      facts.stepped(process(after), step.getEvent(), step.getMessage(), step.getVersion());
    }

    @Override
    public void sent(int node, MessageSent sent) {
      Rpc rpc = Rpc.of(ExactJson.MAPPER.readTree(sent.getRpc().toStringUtf8()));
      facts.sent(
          new WireMessage(
              number(node, sent.getNumber()),
              rpc.from(),
              rpc.to(),
              rpc,
              Countdown.from(clock.time(), sent.getDelayUs() * 1_000),
              0,
              WireMessage.Fate.FLYING));
    }

    @Override
    public void held(int node, MessageHeld held) {
      facts.held(
          number(node, held.getNumber()),
          held.getOn() ? Countdown.from(clock.time(), held.getDelayUs() * 1_000) : null);
    }

    @Override
    public void ended(int node, MessageEnded ended) {
      facts.ended(
          number(node, ended.getNumber()),
          switch (ended.getFate()) {
            case FATE_DELIVERED -> WireMessage.Fate.DELIVERED;
            case FATE_REFUSED -> WireMessage.Fate.REFUSED;
            default -> WireMessage.Fate.LOST;
          });
    }

    @Override
    public void acted(int node, OperatorAct act) {
      // What this program has done itself it knows already.
      if (!act.getProgram().equals(client.program())) {
        facts.acted(node, act.getWho(), act.getWhat());
      }
    }

    @Override
    public void lost(int node, Instant heard) {
      shown.compute(node, (_, now) -> new Shown(now == null ? 1 : now.lost() + 1, 0));
      facts.is(unknown(node, heard), Collections.emptySortedMap(), Optional.empty());
    }
  }

  @Override
  public CompletableFuture<Reply> ask(int node, Submission submission, Session session) {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("asking node " + node)
        .start(() -> answer.complete(asked(node, submission, session)));
    return answer;
  }

  private Reply asked(int node, Submission submission, Session session) {
    String request = submission.request();
    ClientsGrpc.ClientsBlockingStub clients =
        ClientsGrpc.newBlockingStub(channel(node))
            .withDeadlineAfter(ASK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      Answer answer =
          switch (submission.ask()) {
            case Ask.Write write ->
                clients.submit(
                    SubmitRequest.newBuilder()
                        .setRequest(request)
                        .setCommand(json(write.command().body().toString()))
                        .setClient(session.client())
                        .setSerial(session.serial())
                        .build());
            case Ask.Read read ->
                clients.read(
                    ReadRequest.newBuilder().setRequest(request).setKey(read.key()).build());
            case Ask.Change change ->
                ask(
                    node,
                    Event.ChangeConfig.of(
                        request, change.wanted().voters(), change.wanted().learners()));
            case Ask.Transfer transfer ->
                ask(node, Event.TransferLeadership.of(request, transfer.to()));
          };
      return Replies.of(answer);
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      return switch (status.getCode()) {
        case INVALID_ARGUMENT, PERMISSION_DENIED, UNAUTHENTICATED, FAILED_PRECONDITION ->
            Reply.rejected(String.valueOf(status.getDescription()));
        default ->
            status.getCause() instanceof ConnectException
                ? Reply.notTaken("Node " + node + " cannot be reached; nothing was done.")
                : Reply.unknown();
      };
    }
  }

  private Answer ask(int node, Event event) {
    return OperatorGrpc.newBlockingStub(channel(node))
        .withDeadlineAfter(ASK_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .ask(AskRequest.newBuilder().setEvent(json(event.body().toString())).build());
  }

  private Shown shown(int node) {
    return shown.getOrDefault(node, Shown.FIRST);
  }

  /** An act that tells how many the node counts. */
  @FunctionalInterface
  interface CountedAct {
    long run() throws SiteException;
  }

  /** What is told from now on shows the act, unless the program that did it is gone by then. */
  void acts(int node, CountedAct act) {
    Shown before = shown(node);
    steer(() -> {
      Shown after = new Shown(before.lost(), act.run());
      shown.merge(
          node,
          after,
          (now, mine) -> now.lost() == mine.lost() && now.acts() < mine.acts() ? mine : now);
    });
  }

  /** Each node counts by itself. */
  private long number(int node, long own) {
    return own * ids.size() + ids.indexOf(node);
  }

  private static ByteString json(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private ManagedChannel channel(int node) {
    ManagedChannel channel = channels.get(node);
    if (channel == null) {
      throw new LabException("There is no node " + node + " in the cluster's file.");
    }
    return channel;
  }

  /** What is done to a node. */
  @FunctionalInterface
  private interface Act {
    void run() throws SiteException;
  }

  private static void steer(Act act) {
    try {
      act.run();
    } catch (SiteException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new LabException(e.getMessage() + ".", e);
    }
  }

  @Override
  public void pause(int node) {
    steer(() -> client.control(node, Control.PAUSE, STEER_LIMIT));
  }

  @Override
  public void resume(int node) {
    steer(() -> client.control(node, Control.RESUME, STEER_LIMIT));
  }

  @Override
  public void crash(int node) {
    steer(() -> client.control(node, Control.CRASH, STEER_LIMIT));
  }

  @Override
  public void timeOut(int node) {
    steer(() -> client.control(node, Control.TIME_OUT, STEER_LIMIT));
  }

  @Override
  public void jump(int node, Duration by) {
    steer(() -> client.jump(node, by, STEER_LIMIT));
  }

  @Override
  public void snapshot(int node) {
    steer(() -> {
      Reply reply = client.snapshot(node, STEER_LIMIT);
      if (reply.status() != Reply.Status.OK) {
        throw new SiteException("Node " + node + " refused: " + reply.error() + ".");
      }
    });
  }

  @Override
  public void links(int from, SortedMap<Integer, LinkRule> rules) {
    TreeMap<Integer, LinkRule> left = new TreeMap<>(rules);
    while (!left.isEmpty()) {
      LinkRule rule = left.firstEntry().getValue();
      List<Integer> alike = left.keySet().stream().filter(to -> rule.equals(left.get(to))).toList();
      acts(from, () -> client.links(from, alike, rule, STEER_LIMIT));
      alike.forEach(left::remove);
    }
  }

  @Override
  public void heal(int node) {
    acts(node, () -> client.heal(node, STEER_LIMIT));
  }

  @Override
  public void hold(int node, Hold hold) {
    Optional<Hold> own = hold.from(node);
    if (own.isEmpty()) {
      // Where only links of others are held, the node holds nothing.
      int _ = release(node, true);
      return;
    }
    acts(
        node,
        () -> {
          client.hold(node, own.get(), STEER_LIMIT);
          return counted(node);
        });
  }

  /** How many acts a node counts now; 0 where it does not say. */
  private long counted(int node) {
    return client.status(node, STEER_LIMIT).map(NodeReport::acts).orElse(0L);
  }

  @Override
  public int release(int node, boolean deliver) {
    int[] messages = new int[1];
    acts(
        node,
        () -> {
          messages[0] = client.release(node, deliver, STEER_LIMIT);
          return counted(node);
        });
    return messages[0];
  }

  @Override
  public boolean steer(WireMessage message, Steer act, Duration by) {
    boolean[] held = new boolean[1];
    long own = message.number() / ids.size();
    steer(() -> held[0] = client.steer(message.from(), own, act, by, STEER_LIMIT));
    return held[0];
  }

  @Override
  public Preview preview(int node, Event event) {
    Preview[] seen = new Preview[1];
    steer(() -> seen[0] = client.preview(node, event, STEER_LIMIT));
    return seen[0];
  }

  @Override
  public void close() {
    Following last = following.getAndSet(null);
    if (last != null) {
      last.close();
    }
    channels.values().forEach(ManagedChannel::shutdownNow);
    client.close();
  }
}

package io.raftarium.remote;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Result;
import io.raftarium.remote.v1.Answer;
import io.raftarium.remote.v1.AskRequest;
import io.raftarium.remote.v1.ClientsGrpc;
import io.raftarium.remote.v1.ControlRequest;
import io.raftarium.remote.v1.Done;
import io.raftarium.remote.v1.HealRequest;
import io.raftarium.remote.v1.HoldAnswer;
import io.raftarium.remote.v1.HoldRequest;
import io.raftarium.remote.v1.LinkChange;
import io.raftarium.remote.v1.NodeStatus;
import io.raftarium.remote.v1.OperatorGrpc;
import io.raftarium.remote.v1.PreviewAnswer;
import io.raftarium.remote.v1.PreviewRequest;
import io.raftarium.remote.v1.ReadRequest;
import io.raftarium.remote.v1.StatusRequest;
import io.raftarium.remote.v1.SteerRequest;
import io.raftarium.remote.v1.SubmitRequest;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.SiteException;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Preview;
import io.raftarium.view.Steer;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client of a cluster, which finds the leader by itself. It keeps a session (dissertation,
 * section 6.3): a write that is sent again, because nobody knows what became of it, is done once.
 * One write at a time: a session remembers its last answer alone.
 */
public final class ClusterClient implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_TRY = Duration.ofSeconds(2);
  private static final Duration END_LIMIT = Duration.ofSeconds(1);
  private static final String UNREACHED = " cannot be reached";

  private final SortedMap<Integer, ManagedChannel> channels;
  private final List<Integer> nodes;
  private final String program;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile int believed;
  private long session;
  private long serial;

  /**
   * Connects with the first request.
   *
   * @param name of the certificate's files, where the cluster has certificates
   */
  public ClusterClient(ClusterFile cluster, String name) throws SiteException {
    Channels to = Channels.of(cluster, name);
    program = to.program();
    TreeMap<Integer, ManagedChannel> made = new TreeMap<>();
    cluster.members().values().forEach(member -> made.put(member.id(), to.to(member)));
    channels = Collections.unmodifiableSortedMap(made);
    nodes = new ArrayList<>(made.keySet());
    believed = nodes.getFirst();
  }

  /** By which the nodes tell that an act was this client's. */
  String program() {
    return program;
  }

  /**
   * Writes.
   *
   * @return the answer; {@code UNKNOWN} where the limit was reached and it may or may not have
   *     happened, {@code NOT_TAKEN} where no node could be reached: then it has not
   */
  public Reply submit(Command command, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    writing.lock();
    try {
      if (session == 0) {
        Reply opened = ask(deadline, true, () -> submitting(new Command(register()), 0, 0));
        if (opened.status() != Reply.Status.OK) {
          // Nothing of the command itself was sent.
          return opened.status() == Reply.Status.UNKNOWN
              ? Reply.notTaken("no session could be opened in time")
              : opened;
        }
        session = opened.result().client();
      }
      long number = ++serial;
      Reply reply = ask(deadline, true, () -> submitting(command, session, number));
      if (said(reply, "unknown session")) {
        session = 0;
      }
      return reply;
    } finally {
      writing.unlock();
    }
  }

  /** Reads what was there at some moment between the call and its answer. */
  public Reply read(String key, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    ReadRequest request = ReadRequest.newBuilder().setRequest(newId()).setKey(key).build();
    // A read may be asked as often as one likes.
    return ask(deadline, true, () -> (channel, left) -> clients(channel, left).read(request));
  }

  /**
   * Asks the leader for something that carries a request: another configuration, a transfer.
   *
   * @param event by the id that it is to be answered by
   */
  public Reply ask(Function<String, Event> event, Duration limit) {
    AskRequest request =
        AskRequest.newBuilder()
            .setEvent(ByteString.copyFromUtf8(event.apply(newId()).body().toString()))
            .build();
    // Asked again it would be another request: where nobody knows whether it was taken, that is the
    // answer.
    return ask(
        System.nanoTime() + limit.toNanos(),
        false,
        () -> (channel, left) -> operator(channel, left).ask(request));
  }

  /**
   * Hands leadership over. The old leader may be outvoted before it hears of the new one, and then
   * it knows nothing: the new one is asked.
   */
  public Reply transfer(int to, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    ManagedChannel _ = channel(to);
    Reply reply = ask(request -> Event.TransferLeadership.of(request, to), limit);
    while (reply.status() == Reply.Status.UNKNOWN && System.nanoTime() - deadline < 0) {
      if (status(to, LONGEST_TRY).filter(NodeReport::leads).isPresent()) {
        return Reply.done(Result.ledBy(to));
      }
      if (!pause(deadline)) {
        break;
      }
    }
    return reply;
  }

  /** Lets a node compact its log. */
  public Reply snapshot(int node, Duration limit) throws SiteException {
    AskRequest request =
        AskRequest.newBuilder()
            .setEvent(ByteString.copyFromUtf8(new Event.TakeSnapshot().body().toString()))
            .build();
    return Replies.of(steer(node, stub -> stub.ask(request), limit));
  }

  /** Sets what happens to the messages from one node to others; how many acts that node counts. */
  public long links(int from, Collection<Integer> to, LinkRule rule, Duration limit)
      throws SiteException {
    LinkChange change =
        LinkChange.newBuilder()
            .addAllTo(to)
            .setCut(rule.cut())
            .setDelayMs(rule.delay().toMillis())
            .setJitterMs(rule.jitter().toMillis())
            .setLossPercent(rule.lossPercent())
            .setDuplicatePercent(rule.duplicatePercent())
            .build();
    return steer(from, stub -> stub.setLinks(change), limit).getChanges();
  }

  /** Takes every rule of a node's links back; how many acts that node counts. */
  public long heal(int node, Duration limit) throws SiteException {
    return steer(node, stub -> stub.heal(HealRequest.getDefaultInstance()), limit).getChanges();
  }

  /** Does something to a node's process. */
  public void control(int node, Control control, Duration limit) throws SiteException {
    ControlRequest request = ControlRequest.newBuilder().setAct(control.act).build();
    try {
      Done _ = steer(node, stub -> stub.control(request), limit);
    } catch (SiteException e) {
      // Who has crashed says nothing more.
      if (control != Control.CRASH || !String.valueOf(e.getMessage()).contains(UNREACHED)) {
        throw e;
      }
    }
  }

  /** Lets a node's clock jump forward. */
  public void jump(int node, Duration by, Duration limit) throws SiteException {
    ControlRequest request =
        ControlRequest.newBuilder()
            .setAct(ControlRequest.Act.ACT_JUMP)
            .setByMs(by.toMillis())
            .build();
    Done _ = steer(node, stub -> stub.control(request), limit);
  }

  /** What can be done to a node's process. */
  public enum Control {
    PAUSE(ControlRequest.Act.ACT_PAUSE),
    RESUME(ControlRequest.Act.ACT_RESUME),
    /** It ends in the middle of what it does, as by signal 9. */
    CRASH(ControlRequest.Act.ACT_CRASH),
    /** Its election timer fires. */
    TIME_OUT(ControlRequest.Act.ACT_TIME_OUT);

    private final ControlRequest.Act act;

    Control(ControlRequest.Act act) {
      this.act = act;
    }
  }

  /** Lets messages of a node stop on their links, and its time stand still. */
  public void hold(int node, Hold hold, Duration limit) throws SiteException {
    HoldRequest request =
        HoldRequest.newBuilder()
            .setHold(true)
            .addAllKinds(hold.kinds())
            .addAllTo(hold.links().stream().map(Link::to).toList())
            .build();
    HoldAnswer _ = steer(node, stub -> stub.hold(request), limit);
  }

  /** Lets no message of a node stop any longer; how many were held, which arrive or are lost. */
  public int release(int node, boolean deliver, Duration limit) throws SiteException {
    HoldRequest request = HoldRequest.newBuilder().setDrop(!deliver).build();
    return steer(node, stub -> stub.hold(request), limit).getMessages();
  }

  /** Does something with a message that a node holds; false where it does so no longer. */
  public boolean steer(int node, long message, Steer act, Duration by, Duration limit)
      throws SiteException {
    SteerRequest request =
        SteerRequest.newBuilder()
            .setNumber(message)
            .setAct(
                switch (act) {
                  case DELIVER -> SteerRequest.Act.ACT_DELIVER;
                  case DROP -> SteerRequest.Act.ACT_DROP;
                  case DUPLICATE -> SteerRequest.Act.ACT_DUPLICATE;
                  case DELAY -> SteerRequest.Act.ACT_DELAY;
                })
            .setByMs(by.toMillis())
            .build();
    return steer(node, stub -> stub.steer(request), limit).getChanges() > 0;
  }

  /** What a step of a node would come to; nothing of it stays. */
  public Preview preview(int node, Event event, Duration limit) throws SiteException {
    PreviewRequest request =
        PreviewRequest.newBuilder()
            .setEvent(ByteString.copyFromUtf8(event.body().toString()))
            .build();
    PreviewAnswer answer = steer(node, stub -> stub.preview(request), limit);
    return Preview.of(ExactJson.MAPPER.readTree(answer.getPreview().toStringUtf8()));
  }

  private <T> T steer(int node, Function<OperatorGrpc.OperatorBlockingStub, T> call, Duration limit)
      throws SiteException {
    try {
      return call.apply(operator(channel(node), limit.toNanos()));
    } catch (StatusRuntimeException e) {
      String why = e.getStatus().getDescription();
      throw new SiteException(
          switch (e.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED -> "Node " + node + UNREACHED + ": " + why;
            // A sentence of its own.
            case ABORTED -> String.valueOf(why);
            default -> "Node " + node + " refuses it: " + why;
          });
    }
  }

  /** What a node says of itself; empty where it cannot be reached in time. */
  public Optional<NodeReport> status(int node, Duration limit) {
    try {
      NodeStatus status =
          operator(channel(node), limit.toNanos()).status(StatusRequest.getDefaultInstance());
      return Optional.of(NodeReport.of(status.getStatus().toStringUtf8()));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  private static JsonNode register() {
    return ExactJson.MAPPER.createObjectNode().put("op", "register");
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /** Asks one node once. */
  @FunctionalInterface
  private interface Call {
    Answer on(ManagedChannel channel, long nanos);
  }

  private static Call submitting(Command command, long client, long number) {
    SubmitRequest request =
        SubmitRequest.newBuilder()
            .setRequest(newId())
            .setCommand(ByteString.copyFromUtf8(command.body().toString()))
            .setClient(client)
            .setSerial(number)
            .build();
    return (channel, left) -> clients(channel, left).submit(request);
  }

  /**
   * Asks until somebody knows, from one node to the next.
   *
   * @param again whether it may be asked again where one may have taken it
   */
  private Reply ask(long deadline, boolean again, Supplier<Call> call) {
    boolean open = false;
    String why = "no node could be reached";
    @Nullable Integer next = believed;
    while (System.nanoTime() - deadline < 0 && (again || !open)) {
      int node = next == null ? after(believed) : next;
      next = null;
      believed = node;
      try {
        Reply reply = Replies.of(call.get().on(channel(node), left(deadline, again)));
        switch (reply.status()) {
          case OK -> {
            return reply;
          }
          case REJECTED -> {
            // An answer from the log is that of the write itself; another says only that it was not
            // taken this time.
            boolean ofTheWrite = reply.index() > 0 && !said(reply, "unknown session");
            if (ofTheWrite || !(open || said(reply, "transfer in progress"))) {
              return reply;
            }
            why = String.valueOf(reply.error());
          }
          case NOT_LEADER -> {
            next =
                reply.leader() != null && channels.containsKey(reply.leader())
                    ? reply.leader()
                    : null;
            why = "nobody leads";
          }
          case NOT_TAKEN -> why = String.valueOf(reply.error());
          case UNKNOWN -> open = true;
        }
      } catch (StatusRuntimeException e) {
        Status.Code code = e.getStatus().getCode();
        if (code == Status.Code.INVALID_ARGUMENT
            || code == Status.Code.PERMISSION_DENIED
            || code == Status.Code.FAILED_PRECONDITION) {
          return Reply.rejected(String.valueOf(e.getStatus().getDescription()));
        }
        // Else it may have reached the node all the same.
        open |= !(e.getStatus().getCause() instanceof ConnectException);
        why = "node " + node + " cannot be reached";
      }
      if (next == null && !pause(deadline)) {
        break;
      }
    }
    return open ? Reply.unknown() : Reply.notTaken(why);
  }

  private static boolean said(Reply reply, String what) {
    return reply.error() != null && reply.error().contains(what);
  }

  /** Of the time that is left, as much as one node is given. */
  private static long left(long deadline, boolean again) {
    long left = deadline - System.nanoTime();
    return Math.max(1, again ? Math.min(LONGEST_TRY.toNanos(), left) : left);
  }

  private ManagedChannel channel(int node) {
    ManagedChannel channel = channels.get(node);
    if (channel == null) {
      throw new IllegalArgumentException("the cluster has no node " + node);
    }
    return channel;
  }

  private static ClientsGrpc.ClientsBlockingStub clients(ManagedChannel channel, long nanos) {
    return ClientsGrpc.newBlockingStub(channel).withDeadlineAfter(nanos, TimeUnit.NANOSECONDS);
  }

  private static OperatorGrpc.OperatorBlockingStub operator(ManagedChannel channel, long nanos) {
    return OperatorGrpc.newBlockingStub(channel).withDeadlineAfter(nanos, TimeUnit.NANOSECONDS);
  }

  private int after(int node) {
    return nodes.get((nodes.indexOf(node) + 1) % nodes.size());
  }

  private static boolean pause(long deadline) {
    try {
      Thread.sleep(Duration.ofNanos(Math.clamp(deadline - System.nanoTime(), 1, PAUSE.toNanos())));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    for (ManagedChannel channel : channels.values()) {
      try {
        boolean _ = channel.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}

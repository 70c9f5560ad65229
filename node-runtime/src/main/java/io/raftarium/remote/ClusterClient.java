package io.raftarium.remote;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.v1.Answer;
import io.raftarium.remote.v1.ClientsGrpc;
import io.raftarium.remote.v1.NodeStatus;
import io.raftarium.remote.v1.OperatorGrpc;
import io.raftarium.remote.v1.ReadRequest;
import io.raftarium.remote.v1.StatusRequest;
import io.raftarium.remote.v1.SubmitRequest;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.SiteException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
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

  private final SortedMap<Integer, ManagedChannel> channels;
  private final List<Integer> nodes;
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
    TreeMap<Integer, ManagedChannel> made = new TreeMap<>();
    cluster.members().values().forEach(member -> made.put(member.id(), to.to(member)));
    channels = Collections.unmodifiableSortedMap(made);
    nodes = new ArrayList<>(made.keySet());
    believed = nodes.getFirst();
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
        Reply opened = ask(deadline, () -> submitting(new Command(register()), 0, 0));
        if (opened.status() != Reply.Status.OK) {
          // Nothing of the command itself was sent.
          return opened.status() == Reply.Status.UNKNOWN
              ? Reply.notTaken("no session could be opened in time")
              : opened;
        }
        session = opened.result().client();
      }
      long number = ++serial;
      Reply reply = ask(deadline, () -> submitting(command, session, number));
      if (reply.error() != null && reply.error().contains("unknown session")) {
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
    return ask(deadline, () -> stub -> stub.read(request));
  }

  /** What a node says of itself; empty where it cannot be reached in time. */
  public Optional<NodeReport> status(int node, Duration limit) {
    ManagedChannel channel = channels.get(node);
    if (channel == null) {
      return Optional.empty();
    }
    try {
      NodeStatus status =
          OperatorGrpc.newBlockingStub(channel)
              .withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS)
              .status(StatusRequest.getDefaultInstance());
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

  private Function<ClientsGrpc.ClientsBlockingStub, Answer> submitting(
      Command command, long client, long number) {
    SubmitRequest request =
        SubmitRequest.newBuilder()
            .setRequest(newId())
            .setCommand(ByteString.copyFromUtf8(command.body().toString()))
            .setClient(client)
            .setSerial(number)
            .build();
    return stub -> stub.submit(request);
  }

  /** Asks until somebody knows, from one node to the next. */
  private Reply ask(
      long deadline, Supplier<Function<ClientsGrpc.ClientsBlockingStub, Answer>> call) {
    boolean open = false;
    String why = "no node could be reached";
    @Nullable Integer next = believed;
    while (System.nanoTime() - deadline < 0) {
      int node = next == null ? after(believed) : next;
      next = null;
      believed = node;
      try {
        Reply reply = Replies.of(call.get().apply(stub(node, deadline)));
        switch (reply.status()) {
          case OK, REJECTED -> {
            return reply;
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

  private ClientsGrpc.ClientsBlockingStub stub(int node, long deadline) {
    ManagedChannel channel = channels.get(node);
    if (channel == null) {
      throw new IllegalStateException("no channel to node " + node);
    }
    long left = Math.min(LONGEST_TRY.toNanos(), deadline - System.nanoTime());
    return ClientsGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Math.max(1, left), TimeUnit.NANOSECONDS);
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

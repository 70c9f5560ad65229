package io.raftarium.remote;

import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.raftarium.remote.v1.Fact;
import io.raftarium.remote.v1.MessageEnded;
import io.raftarium.remote.v1.MessageHeld;
import io.raftarium.remote.v1.MessageSent;
import io.raftarium.remote.v1.OperatorAct;
import io.raftarium.remote.v1.OperatorGrpc;
import io.raftarium.remote.v1.StepTaken;
import io.raftarium.remote.v1.WatchRequest;
import io.raftarium.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what happens at nodes, and calls them again for as long as it takes. */
final class Following implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  /**
   * A node that says nothing for so long is not known to run: it tells twice a second how it is.
   */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Listener listener;
  private final List<Thread> followers = new ArrayList<>();
  private volatile boolean closed;

  /** Hears what happens; called from any thread, in order for each node. */
  interface Listener {
    /** How a node is. */
    void is(NodeReport report);

    /** A node took a step. */
    void stepped(NodeReport after, StepTaken step);

    /** A node sent a message. */
    void sent(int node, MessageSent sent);

    /** A message of a node has stopped on its link, or goes on. */
    void held(int node, MessageHeld held);

    /** What became of a message of a node is known. */
    void ended(int node, MessageEnded ended);

    /** An operator changed something at a node. */
    void acted(int node, OperatorAct act);

    /**
     * A node is not heard of any longer.
     *
     * @param heard when it was last, or when somebody began to listen
     */
    void lost(int node, Instant heard);
  }

  /** Begins at once. */
  @SuppressWarnings("this-escape") // the class is final and the threads start last
  Following(SortedMap<Integer, ManagedChannel> channels, Listener listener) {
    this.listener = listener;
    channels.forEach((node, channel) ->
        followers.add(
            Thread.ofVirtual()
                .name("follower of node " + node)
                .start(() -> follow(node, channel))));
  }

  private void follow(int node, ManagedChannel channel) {
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
    Instant heard = Instant.now();
    while (!closed) {
      Stream stream = new Stream(node, heard);
      OperatorGrpc.newStub(channel).watch(WatchRequest.getDefaultInstance(), stream);
      try {
        stream.awaitEnd();
        heard = stream.heard;
        if (stream.told) {
          backoff.reset();
        }
        listener.lost(node, heard);
        Thread.sleep(backoff.next());
        // gRPC would wait for longer and longer by itself, up to two minutes.
        channel.resetConnectBackoff();
      } catch (InterruptedException e) {
        stream.cancel("closed");
        return;
      }
    }
  }

  /** One stream of a node's facts, from its opening to its end. */
  private final class Stream implements ClientResponseObserver<WatchRequest, Fact> {
    private final int node;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final AtomicReference<@Nullable ClientCallStreamObserver<WatchRequest>> call =
        new AtomicReference<>();
    private volatile Instant heard;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean told;

    Stream(int node, Instant heard) {
      this.node = node;
      this.heard = heard;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> newCall) {
      call.set(newCall);
    }

    @Override
    public void onNext(Fact fact) {
      heard = Instant.now();
      heardNanos = System.nanoTime();
      told = true;
      switch (fact.getWhatCase()) {
        case STATUS -> listener.is(NodeReport.of(fact.getStatus().toStringUtf8()));
        case STEP ->
            listener.stepped(
                NodeReport.of(fact.getStep().getStatus().toStringUtf8()), fact.getStep());
        case SENT -> listener.sent(node, fact.getSent());
        case HELD -> listener.held(node, fact.getHeld());
        case ENDED -> listener.ended(node, fact.getEnded());
        case ACT -> listener.acted(node, fact.getAct());
        case MISSED ->
            LOG.info("{} facts of node {} came too fast to be told", fact.getMissed(), node);
        case WHAT_NOT_SET -> LOG.debug("A fact of a newer program");
      }
    }

    void awaitEnd() throws InterruptedException {
      while (!end.isDone()) {
        long left = SILENCE.toNanos() - (System.nanoTime() - heardNanos);
        if (left <= 0) {
          cancel("it says nothing");
          return;
        }
        try {
          String _ = end.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
          // It is looked at above.
        }
      }
    }

    void cancel(String why) {
      ClientCallStreamObserver<WatchRequest> now = call.get();
      if (now != null) {
        now.cancel(why, null);
      }
    }

    @Override
    public void onError(Throwable failure) {
      boolean _ = end.complete(String.valueOf(failure.getMessage()));
    }

    @Override
    public void onCompleted() {
      boolean _ = end.complete("it ended");
    }
  }

  @Override
  public void close() {
    closed = true;
    followers.forEach(Thread::interrupt);
  }
}

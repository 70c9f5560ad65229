package io.raftarium.remote;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.raftarium.protocol.Rpc;
import io.raftarium.remote.v1.PeerMessage;
import io.raftarium.remote.v1.PeerReceipt;
import io.raftarium.remote.v1.PeersGrpc;
import io.raftarium.time.Backoff;
import io.raftarium.view.WireMessage.Fate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one peer: a stream that is opened with the first message and anew after it broke. What
 * it cannot take is lost, as on any network: nothing waits for ever, and nobody waits for it.
 */
final class PeerLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
  private static final int MOST_WAITING = 1_000;
  private static final long MOST_BYTES = 64L << 20;
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration END_LIMIT = Duration.ofSeconds(1);

  private final int peer;
  private final ManagedChannel channel;
  private final PeersGrpc.PeersStub peers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private @Nullable Stream stream;
  private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
  private long notBefore = System.nanoTime();
  private boolean reached = true;
  private boolean closed;

  /**
   * A message that has not left.
   *
   * @param ended wants to know what becomes of it; null where nobody does
   */
  private record Waiting(ByteString json, @Nullable Consumer<Fate> ended) {}

  PeerLink(int peer, ManagedChannel channel) {
    this.peer = peer;
    this.channel = channel;
    this.peers = PeersGrpc.newStub(channel);
  }

  /**
   * Sends a message on its way; false if it is lost already.
   *
   * @param ended told what became of a message that was taken; null where nobody wants to know
   */
  boolean offer(Rpc rpc, @Nullable Consumer<Fate> ended) {
    ByteString json = ByteString.copyFromUtf8(rpc.body().toString());
    lock.lock();
    try {
      if (closed || waiting.size() >= MOST_WAITING || bytes + json.size() > MOST_BYTES) {
        return false;
      }
      if (stream == null) {
        if (System.nanoTime() - notBefore < 0) {
          return false;
        }
        // gRPC would wait for longer and longer by itself, up to two minutes.
        channel.resetConnectBackoff();
        Stream opened = new Stream();
        stream = opened;
        // It may be opened in a call of an operator's, and outlives that.
        Context.ROOT.run(() -> {
          var _ = peers.exchange(opened);
        });
      }
      waiting.add(new Waiting(json, ended));
      bytes += json.size();
      drain();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void drain() {
    Stream now = stream;
    ClientCallStreamObserver<PeerMessage> requests = now == null ? null : now.requests;
    while (now != null && requests != null && requests.isReady() && !waiting.isEmpty()) {
      Waiting next = waiting.remove();
      bytes -= next.json().size();
      now.sent++;
      if (next.ended() != null) {
        now.open.put(now.sent, next.ended());
      }
      requests.onNext(PeerMessage.newBuilder().setNumber(now.sent).setRpc(next.json()).build());
    }
  }

  /** One stream, from its opening to its end. */
  private final class Stream implements ClientResponseObserver<PeerMessage, PeerReceipt> {
    private @Nullable ClientCallStreamObserver<PeerMessage> requests;
    private long sent;

    /** Who waits for a receipt, by the number of the message. */
    private final SortedMap<Long, Consumer<Fate>> open = new TreeMap<>();

    @Override
    public void beforeStart(ClientCallStreamObserver<PeerMessage> newRequests) {
      requests = newRequests;
      newRequests.setOnReadyHandler(() -> {
        lock.lock();
        try {
          if (stream == this) {
            drain();
          }
        } finally {
          lock.unlock();
        }
      });
    }

    @Override
    public void onNext(PeerReceipt receipt) {
      List<Consumer<Fate>> received = new ArrayList<>();
      lock.lock();
      try {
        SortedMap<Long, Consumer<Fate>> upTo = open.headMap(receipt.getNumber() + 1);
        received.addAll(upTo.values());
        upTo.clear();
        if (!reached) {
          LOG.info("Peer {} is reached again", peer);
        }
        reached = true;
        backoff.reset();
      } finally {
        lock.unlock();
      }
      received.forEach(ended -> ended.accept(Fate.DELIVERED));
    }

    @Override
    public void onError(Throwable failure) {
      ended(failure.getMessage());
    }

    @Override
    public void onCompleted() {
      ended("it ended the stream");
    }

    private void ended(@Nullable String why) {
      List<Consumer<Fate>> lost = new ArrayList<>();
      lock.lock();
      try {
        lost.addAll(open.values());
        open.clear();
        if (stream != this) {
          return;
        }
        waiting.forEach(message -> {
          if (message.ended() != null) {
            lost.add(message.ended());
          }
        });
        if (reached && !closed) {
          LOG.warn("Peer {} is not reached: {}", peer, why);
        }
        reached = false;
        stream = null;
        waiting.clear();
        bytes = 0;
        notBefore = System.nanoTime() + backoff.next().toNanos();
      } finally {
        lock.unlock();
        lost.forEach(ended -> ended.accept(Fate.LOST));
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
    } finally {
      lock.unlock();
    }
    channel.shutdownNow();
    try {
      if (!channel.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The connection to peer {} does not end", peer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.raftarium.remote;

import io.raftarium.protocol.Rpc;
import io.raftarium.transport.Transport;
import io.raftarium.view.WireMessage.Fate;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Carries the messages of one node to its peers in other programs, and theirs to it. */
public final class GrpcTransport implements Transport, AutoCloseable {
  private final int self;
  private final ConcurrentSkipListMap<Integer, PeerLink> links = new ConcurrentSkipListMap<>();
  private final IntConsumer dropped;
  private final AtomicReference<@Nullable Inbox> inbox = new AtomicReference<>();

  /**
   * Of a node, without peers yet.
   *
   * @param dropped told of each message to a peer that is lost before it leaves
   */
  GrpcTransport(int self, IntConsumer dropped) {
    this.self = self;
    this.dropped = dropped;
  }

  /** The way to a peer is this one from now on; it is connected with its first message. */
  void peer(int peer, PeerLink link) {
    PeerLink before = links.put(peer, link);
    if (before != null) {
      before.close();
    }
  }

  /** A peer is gone. */
  void forget(int peer) {
    PeerLink before = links.remove(peer);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public boolean send(Rpc rpc) {
    return offer(rpc, null);
  }

  @Override
  public void send(Rpc rpc, Consumer<Fate> ended) {
    if (rpc.to() == self) {
      Transport.super.send(rpc, ended);
    } else if (!offer(rpc, ended)) {
      ended.accept(Fate.REFUSED);
    }
  }

  private boolean offer(Rpc rpc, @Nullable Consumer<Fate> ended) {
    if (rpc.to() == self) {
      return receive(rpc);
    }
    PeerLink link = links.get(rpc.to());
    boolean taken = link != null && link.offer(rpc, ended);
    if (!taken) {
      dropped.accept(rpc.to());
    }
    return taken;
  }

  /** A message of a peer has come. */
  boolean receive(Rpc rpc) {
    Inbox now = inbox.get();
    if (now == null) {
      return false;
    }
    now.receive(rpc);
    return true;
  }

  @Override
  public void connect(int node, Inbox newInbox) {
    if (node != self) {
      throw new IllegalArgumentException("node " + node + " lives elsewhere");
    }
    inbox.set(newInbox);
  }

  @Override
  public void disconnect(int node, Inbox oldInbox) {
    boolean _ = inbox.compareAndSet(oldInbox, null);
  }

  @Override
  public void close() {
    links.values().forEach(PeerLink::close);
  }
}

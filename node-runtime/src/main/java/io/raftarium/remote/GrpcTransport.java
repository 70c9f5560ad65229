package io.raftarium.remote;

import io.raftarium.protocol.Rpc;
import io.raftarium.transport.Transport;
import io.raftarium.view.WireMessage.Fate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Carries the messages of one node to its peers in other programs, and theirs to it. */
public final class GrpcTransport implements Transport, AutoCloseable {
  private final int self;
  private final SortedMap<Integer, PeerLink> links;
  private final IntConsumer dropped;
  private final AtomicReference<@Nullable Inbox> inbox = new AtomicReference<>();

  private GrpcTransport(int self, SortedMap<Integer, PeerLink> links, IntConsumer dropped) {
    this.self = self;
    this.links = links;
    this.dropped = dropped;
  }

  /**
   * Of a node; a peer is connected to with its first message.
   *
   * @param dropped told of each message to a peer that is lost before it leaves
   */
  static GrpcTransport of(
      int self, Set<Integer> peers, IntFunction<PeerLink> link, IntConsumer dropped) {
    TreeMap<Integer, PeerLink> links = new TreeMap<>();
    for (int peer : peers) {
      if (peer != self) {
        links.put(peer, link.apply(peer));
      }
    }
    return new GrpcTransport(self, Collections.unmodifiableSortedMap(links), dropped);
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

package io.raftarium.transport;

import io.raftarium.protocol.Rpc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hands messages over between the nodes of this process, at once. */
public final class LocalTransport implements Transport {
  private final Map<Integer, Inbox> inboxes = new ConcurrentHashMap<>();

  @Override
  public boolean send(Rpc rpc) {
    Inbox inbox = inboxes.get(rpc.to());
    if (inbox == null) {
      return false;
    }
    inbox.receive(rpc);
    return true;
  }

  @Override
  public void connect(int node, Inbox inbox) {
    inboxes.put(node, inbox);
  }

  @Override
  public void disconnect(int node, Inbox inbox) {
    inboxes.remove(node, inbox);
  }
}

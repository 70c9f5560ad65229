package io.raftarium.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** Hands messages over between the nodes of this process, at once. */
public final class LocalTransport implements Transport {
  private final Map<Integer, Inbox> inboxes = new ConcurrentHashMap<>();

  @Override
  public boolean send(ObjectNode rpc) {
    Inbox inbox = inboxes.get(rpc.path("to").asInt(0));
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

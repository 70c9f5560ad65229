package io.raftarium.remote;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Rpc;
import io.raftarium.remote.v1.PeerMessage;
import io.raftarium.remote.v1.PeerReceipt;
import io.raftarium.remote.v1.PeersGrpc;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Takes the messages of peers. Who says that it is another than it is gets nothing. */
final class PeersService extends PeersGrpc.PeersImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(PeersService.class);

  private final int self;
  private final Predicate<Rpc> inbox;

  PeersService(int self, Predicate<Rpc> inbox) {
    this.self = self;
    this.inbox = inbox;
  }

  @Override
  public StreamObserver<PeerMessage> exchange(StreamObserver<PeerReceipt> receipts) {
    return new Received(Wire.CALLER.get().node(), receipts);
  }

  private final class Received implements StreamObserver<PeerMessage> {
    private final int caller;
    private final StreamObserver<PeerReceipt> receipts;
    private boolean ended;

    Received(int caller, StreamObserver<PeerReceipt> receipts) {
      this.caller = caller;
      this.receipts = receipts;
    }

    @Override
    public void onNext(PeerMessage message) {
      if (ended) {
        return;
      }
      try {
        Event event = Event.of(ExactJson.MAPPER.readTree(message.getRpc().toStringUtf8()));
        if (!(event instanceof Rpc rpc)) {
          end(Status.INVALID_ARGUMENT, "sent what is no message between nodes");
        } else if (rpc.from() != caller) {
          end(Status.PERMISSION_DENIED, "sent a message from node " + rpc.from());
        } else if (rpc.to() != self) {
          end(Status.INVALID_ARGUMENT, "sent a message for node " + rpc.to());
        } else {
          boolean _ = inbox.test(rpc);
          receipts.onNext(PeerReceipt.newBuilder().setNumber(message.getNumber()).build());
        }
      } catch (JacksonException e) {
        end(Status.INVALID_ARGUMENT, "sent what is no JSON");
      }
    }

    private void end(Status status, String what) {
      ended = true;
      String who = "Node " + caller;
      LOG.warn("{} {}: its stream was ended", who, what);
      receipts.onError(status.withDescription(who + " " + what).asRuntimeException());
    }

    @Override
    public void onError(Throwable failure) {
      ended = true;
    }

    @Override
    public void onCompleted() {
      if (!ended) {
        receipts.onCompleted();
      }
    }
  }
}

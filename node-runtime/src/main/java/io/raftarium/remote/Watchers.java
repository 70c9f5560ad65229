package io.raftarium.remote;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.StepResult;
import io.raftarium.remote.v1.Fact;
import io.raftarium.remote.v1.MessageEnded;
import io.raftarium.remote.v1.MessageHeld;
import io.raftarium.remote.v1.MessageSent;
import io.raftarium.remote.v1.OperatorAct;
import io.raftarium.remote.v1.StepTaken;
import io.raftarium.time.Countdown;
import io.raftarium.view.WireListener;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells whoever watches the node what happens there; who is too slow misses some of it. */
final class Watchers implements WireListener, AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(500);

  private final Supplier<NodeReport> report;
  private final Set<Watcher> watching = new CopyOnWriteArraySet<>();
  private final Thread ticking;

  @SuppressWarnings("this-escape") // the class is final and the thread starts last
  Watchers(Supplier<NodeReport> report) {
    this.report = report;
    this.ticking = Thread.ofVirtual().name("watchers").start(this::tick);
  }

  /** One of them. */
  private static final class Watcher {
    private final ServerCallStreamObserver<Fact> facts;
    private long missed;

    Watcher(ServerCallStreamObserver<Fact> facts) {
      this.facts = facts;
    }

    synchronized void tell(Fact fact) {
      if (facts.isCancelled()) {
        return;
      }
      if (!facts.isReady()) {
        missed++;
        return;
      }
      if (missed > 0) {
        facts.onNext(Fact.newBuilder().setMissed(missed).build());
        missed = 0;
      }
      facts.onNext(fact);
    }

    synchronized void end() {
      if (!facts.isCancelled()) {
        facts.onCompleted();
      }
    }
  }

  /** From now on; how the node is comes first, and what is held. */
  void add(ServerCallStreamObserver<Fact> facts, List<WireMessage> held) {
    Watcher watcher = new Watcher(facts);
    facts.setOnCancelHandler(() -> watching.remove(watcher));
    watcher.tell(status());
    for (WireMessage message : held) {
      watcher.tell(fact(message));
      watcher.tell(stop(message.number(), null));
    }
    boolean _ = watching.add(watcher);
  }

  private Fact status() {
    return Fact.newBuilder().setStatus(json(report.get())).build();
  }

  private static ByteString json(NodeReport report) {
    return ByteString.copyFromUtf8(report.json().toString());
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(TICK);
        if (listens()) {
          tell(status());
        }
      }
    } catch (InterruptedException e) {
      watching.forEach(Watcher::end);
    }
  }

  private void tell(Fact fact) {
    watching.forEach(watcher -> watcher.tell(fact));
  }

  @Override
  public boolean listens() {
    return !watching.isEmpty();
  }

  @Override
  public void sent(WireMessage message) {
    if (listens()) {
      tell(fact(message));
    }
  }

  private static Fact fact(WireMessage message) {
    return Fact.newBuilder()
        .setSent(
            MessageSent.newBuilder()
                .setNumber(message.number())
                .setRpc(ByteString.copyFromUtf8(message.rpc().body().toString()))
                .setDelayUs(message.flight().length() / 1_000))
        .build();
  }

  @Override
  public void ended(long message, WireMessage.Fate fate) {
    if (listens()) {
      MessageEnded.Fate told =
          switch (fate) {
            case DELIVERED -> MessageEnded.Fate.FATE_DELIVERED;
            case REFUSED -> MessageEnded.Fate.FATE_REFUSED;
            case LOST, FLYING, HELD -> MessageEnded.Fate.FATE_LOST;
          };
      tell(
          Fact.newBuilder()
              .setEnded(MessageEnded.newBuilder().setNumber(message).setFate(told))
              .build());
    }
  }

  @Override
  public void held(long message, @Nullable Countdown on) {
    if (listens()) {
      tell(stop(message, on));
    }
  }

  private static Fact stop(long message, @Nullable Countdown on) {
    return Fact.newBuilder()
        .setHeld(
            MessageHeld.newBuilder()
                .setNumber(message)
                .setOn(on != null)
                .setDelayUs(on == null ? 0 : on.length() / 1_000))
        .build();
  }

  @Override
  public void forgetEnded() {
    // A node's program has one cluster from its beginning to its end.
  }

  /** The node took a step. */
  void stepped(Event event, StepResult result) {
    if (listens()) {
      tell(
          Fact.newBuilder()
              .setStep(
                  StepTaken.newBuilder()
                      .setEvent(event.type())
                      .setMessage(event instanceof Rpc rpc ? rpc.id() : "")
                      .setVersion(result.version())
                      .setStatus(json(report.get())))
              .build());
    }
  }

  /** An operator changed something. */
  void acted(String who, String program, String what) {
    tell(
        Fact.newBuilder()
            .setAct(OperatorAct.newBuilder().setWho(who).setProgram(program).setWhat(what))
            .build());
    tell(status());
  }

  @Override
  public void close() {
    ticking.interrupt();
  }
}

package io.raftarium.remote;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.raftarium.database.Previews;
import io.raftarium.fault.FaultyTransport;
import io.raftarium.fault.LinkRules;
import io.raftarium.node.RaftNode;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Result;
import io.raftarium.remote.v1.Answer;
import io.raftarium.remote.v1.AskRequest;
import io.raftarium.remote.v1.ControlRequest;
import io.raftarium.remote.v1.Done;
import io.raftarium.remote.v1.Fact;
import io.raftarium.remote.v1.HealRequest;
import io.raftarium.remote.v1.HoldAnswer;
import io.raftarium.remote.v1.HoldRequest;
import io.raftarium.remote.v1.LinkChange;
import io.raftarium.remote.v1.NodeStatus;
import io.raftarium.remote.v1.OperatorGrpc;
import io.raftarium.remote.v1.PreviewAnswer;
import io.raftarium.remote.v1.PreviewRequest;
import io.raftarium.remote.v1.StatusRequest;
import io.raftarium.remote.v1.SteerRequest;
import io.raftarium.remote.v1.WatchRequest;
import io.raftarium.site.OperatorActs;
import io.raftarium.time.LabClock;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Steer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Answers whoever runs the cluster, and does what they want; the log says what, and who. */
final class OperatorService extends OperatorGrpc.OperatorImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorService.class);

  /** As of a process that was killed by signal 9. */
  private static final int KILLED = 137;

  private static final long NOTE_SECONDS = 1;
  private static final Duration LONGEST_JUMP = Duration.ofDays(1);

  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  private final Supplier<NodeReport> report;
  private final RaftNode node;
  private final Set<Integer> members;
  private final LinkRules rules;
  private final FaultyTransport links;
  private final Watchers watchers;
  private final LabClock clock;
  private final OperatorActs acts;
  private final Previews previews;
  private final AtomicLong acted;

  OperatorService(
      Supplier<NodeReport> report,
      RaftNode node,
      Set<Integer> members,
      LinkRules rules,
      FaultyTransport links,
      Watchers watchers,
      LabClock clock,
      OperatorActs acts,
      Previews previews,
      AtomicLong acted) {
    this.report = report;
    this.node = node;
    this.members = members;
    this.rules = rules;
    this.links = links;
    this.watchers = watchers;
    this.clock = clock;
    this.acts = acts;
    this.previews = previews;
    this.acted = acted;
  }

  @Override
  public void status(StatusRequest request, StreamObserver<NodeStatus> answers) {
    answers.onNext(
        NodeStatus.newBuilder()
            .setStatus(ByteString.copyFromUtf8(report.get().json().toString()))
            .build());
    answers.onCompleted();
  }

  @Override
  public void setLinks(LinkChange change, StreamObserver<Done> answers) {
    TreeMap<Link, LinkRule> changes = new TreeMap<>();
    LinkRule rule;
    try {
      rule =
          new LinkRule(
              change.getCut(),
              Duration.ofMillis(change.getDelayMs()),
              Duration.ofMillis(change.getJitterMs()),
              change.getLossPercent(),
              change.getDuplicatePercent());
      for (int to : change.getToList()) {
        if (to == node.id() || !members.contains(to)) {
          throw new IllegalArgumentException("node " + node.id() + " has no peer " + to);
        }
        changes.put(new Link(node.id(), to), rule);
      }
    } catch (IllegalArgumentException e) {
      refuse(answers, String.valueOf(e.getMessage()));
      return;
    }
    links.change(changes);
    CompletableFuture<Boolean> _ =
        did("links to " + change.getToList() + ": " + RuleWords.of(rule));
    done(answers);
  }

  @Override
  public void heal(HealRequest request, StreamObserver<Done> answers) {
    rules.clear();
    CompletableFuture<Boolean> _ = did("healed all links");
    done(answers);
  }

  @Override
  public void hold(HoldRequest request, StreamObserver<HoldAnswer> answers) {
    int messages = links.held().size();
    if (request.getHold()) {
      Hold hold =
          Hold.of(
              request.getKindsList(),
              request.getToList().stream().map(to -> new Link(node.id(), to)).toList());
      links.hold(hold);
      CompletableFuture<Boolean> _ =
          did(
              "holds "
                  + (hold.kinds().isEmpty() ? "messages" : String.join(", ", hold.kinds()))
                  + " to "
                  + (hold.links().isEmpty() ? "all" : request.getToList()));
    } else if (messages > 0 || links.hold().isPresent()) {
      messages = links.release(!request.getDrop());
      CompletableFuture<Boolean> _ =
          did((request.getDrop() ? "dropped" : "let go") + " what it held, messages: " + messages);
    }
    answers.onNext(HoldAnswer.newBuilder().setMessages(messages).build());
    answers.onCompleted();
  }

  @Override
  public void steer(SteerRequest request, StreamObserver<Done> answers) {
    Duration by = Duration.ofMillis(request.getByMs());
    if (by.isNegative() || by.compareTo(LONGEST_DELAY) > 0) {
      refuse(answers, "a message is delayed by 0 to " + LONGEST_DELAY.toMillis() + " ms");
      return;
    }
    Steer act =
        switch (request.getAct()) {
          case ACT_DROP -> Steer.DROP;
          case ACT_DUPLICATE -> Steer.DUPLICATE;
          case ACT_DELAY -> Steer.DELAY;
          default -> Steer.DELIVER;
        };
    boolean held = links.steer(request.getNumber(), act, by);
    if (held) {
      CompletableFuture<Boolean> _ =
          did(act.name().toLowerCase(Locale.ROOT) + " of message " + request.getNumber());
    }
    answers.onNext(Done.newBuilder().setChanges(held ? 1 : 0).build());
    answers.onCompleted();
  }

  @Override
  public void control(ControlRequest request, StreamObserver<Done> answers) {
    switch (request.getAct()) {
      case ACT_PAUSE -> {
        boolean _ = node.pause();
        CompletableFuture<Boolean> _ = did("paused");
        done(answers);
      }
      case ACT_RESUME -> {
        boolean _ = node.resume();
        CompletableFuture<Boolean> _ = did("resumed");
        done(answers);
      }
      case ACT_TIME_OUT -> {
        CompletableFuture<Boolean> _ = did("let the election timer fire");
        node.timeOutNow();
        done(answers);
      }
      case ACT_JUMP -> {
        if (request.getByMs() < 1 || request.getByMs() > LONGEST_JUMP.toMillis()) {
          refuse(answers, "a clock jumps by 1 to " + LONGEST_JUMP.toMillis() + " ms");
          return;
        }
        CompletableFuture<Boolean> _ = did("let its clock jump by " + request.getByMs() + " ms");
        clock.advance(Duration.ofMillis(request.getByMs()));
        done(answers);
      }
      case ACT_CRASH -> {
        // What nobody can note afterwards.
        boolean _ = did("crashed").completeOnTimeout(false, NOTE_SECONDS, TimeUnit.SECONDS).join();
        Runtime.getRuntime().halt(KILLED);
      }
      default -> refuse(answers, "there is no such act");
    }
  }

  @Override
  public void ask(AskRequest request, StreamObserver<Answer> answers) {
    Event event;
    try {
      event = Event.of(ExactJson.MAPPER.readTree(request.getEvent().toStringUtf8()));
    } catch (JacksonException e) {
      refuse(answers, "the event is no JSON");
      return;
    }
    switch (event) {
      case Event.ChangeConfig change -> asked(change, change.request(), answers);
      case Event.TransferLeadership transfer -> asked(transfer, transfer.request(), answers);
      case Event.TakeSnapshot snapshot -> {
        CompletableFuture<Boolean> _ = did(snapshot.type());
        ClientsService.answer(
            answers,
            node.send(snapshot)
                .handle((_, failure) ->
                    failure == null
                        ? Reply.done(Result.NONE)
                        : Reply.rejected(String.valueOf(failure.getMessage()))));
      }
      default -> refuse(answers, "an operator does not ask for " + event.type());
    }
  }

  private void asked(Event event, String request, StreamObserver<Answer> answers) {
    if (request.isBlank()) {
      refuse(answers, "a request needs an id that no other has");
      return;
    }
    CompletableFuture<Boolean> _ = did(event.body().toString());
    ClientsService.answer(answers, node.ask(request, event));
  }

  @Override
  public void preview(PreviewRequest request, StreamObserver<PreviewAnswer> answers) {
    try {
      Event event = Event.of(ExactJson.MAPPER.readTree(request.getEvent().toStringUtf8()));
      Event timed = event.at(TimeUnit.NANOSECONDS.toMillis(clock.now()));
      answers.onNext(
          PreviewAnswer.newBuilder()
              .setPreview(ByteString.copyFromUtf8(previews.of(node.id(), timed).json().toString()))
              .build());
      answers.onCompleted();
    } catch (JacksonException e) {
      refuse(answers, "the event is no JSON");
    } catch (SQLException e) {
      answers.onError(
          Status.ABORTED.withDescription(Previews.why(node.id(), e)).asRuntimeException());
    }
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<Fact> facts) {
    watchers.add((ServerCallStreamObserver<Fact>) facts, links.held());
  }

  private CompletableFuture<Boolean> did(String what) {
    Caller who = Wire.CALLER.get();
    LOG.info("Node {}: {}: {}", node.id(), who, what);
    // After the act: the status that is told now shows it.
    long _ = acted.incrementAndGet();
    watchers.acted(who.toString(), Wire.CALLING_PROGRAM.get(), what);
    return acts.note(who.toString(), what);
  }

  private void done(StreamObserver<Done> answers) {
    answers.onNext(Done.newBuilder().setChanges(acted.get()).build());
    answers.onCompleted();
  }

  private static void refuse(StreamObserver<?> answers, String why) {
    answers.onError(Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException());
  }
}

package io.raftarium.remote;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.raftarium.node.RaftNode;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.v1.Answer;
import io.raftarium.remote.v1.ClientsGrpc;
import io.raftarium.remote.v1.ReadRequest;
import io.raftarium.remote.v1.SubmitRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Hands clients' requests to the node, each with a limit of its own. */
final class ClientsService extends ClientsGrpc.ClientsImplBase {
  /** Of a caller that names none. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RaftNode node;

  ClientsService(RaftNode node) {
    this.node = node;
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<Answer> answers) {
    JsonNode body;
    try {
      body = ExactJson.MAPPER.readTree(request.getCommand().toStringUtf8());
    } catch (JacksonException e) {
      refuse(answers, "the command is no JSON");
      return;
    }
    Optional<String> fault = ExactJson.fault(body);
    if (fault.isPresent()) {
      refuse(answers, fault.get());
    } else if (request.getRequest().isBlank()) {
      refuse(answers, "a request needs an id that no other has");
    } else {
      Command command = new Command(body);
      answer(
          answers,
          request.getClient() == 0
              ? node.request(request.getRequest(), command)
              : node.ask(
                  request.getRequest(),
                  Event.ClientRequest.of(
                      List.of(
                          new Event.ClientRequest.Request(
                              request.getRequest(),
                              command,
                              request.getClient(),
                              request.getSerial())))));
    }
  }

  @Override
  public void read(ReadRequest request, StreamObserver<Answer> answers) {
    if (request.getRequest().isBlank()) {
      refuse(answers, "a request needs an id that no other has");
      return;
    }
    Command query = Command.get(request.getKey());
    Optional<String> fault = ExactJson.fault(query.body());
    if (fault.isPresent()) {
      refuse(answers, fault.get());
      return;
    }
    answer(
        answers, node.ask(request.getRequest(), Event.ClientRead.of(request.getRequest(), query)));
  }

  private static void refuse(StreamObserver<Answer> answers, String why) {
    answers.onError(Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException());
  }

  static void answer(StreamObserver<Answer> answers, CompletableFuture<Reply> reply) {
    Deadline deadline = Context.current().getDeadline();
    long limit =
        deadline == null ? LIMIT.toMillis() : deadline.timeRemaining(TimeUnit.MILLISECONDS);
    CompletableFuture<Void> _ =
        reply
            .completeOnTimeout(Reply.unknown(), Math.max(1, limit), TimeUnit.MILLISECONDS)
            .thenAccept(known -> {
              answers.onNext(Replies.answer(known));
              answers.onCompleted();
            });
  }
}

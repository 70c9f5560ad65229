package io.raftarium.sim;

import io.raftarium.promise.Promise;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Result;
import io.raftarium.view.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The clients of a run: they write, read, lose patience, ask again, and keep the history. */
final class Clients {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NEVER = "no value is this one";

  private final Timeline timeline;
  private final Network network;
  private final Dice dice;
  private final Cluster cluster;
  private final Simulation.Recorder recorder;
  private final History history = new History();
  private final List<Client> clients = new ArrayList<>();
  private final Set<String> supported;
  private final long patience;
  private final long pace;
  private final int keys;
  private long operations;
  private long succeeded;
  private long failed;
  private long unknown;

  /** Who takes the clients' events, as far as they know. */
  interface Cluster {
    /** Nodes that a client may ask. */
    List<Integer> nodes();

    /** Steps taken so far. */
    long steps();
  }

  Clients(
      Timeline timeline,
      Network network,
      Dice dice,
      Cluster cluster,
      Set<String> supported,
      Simulation.Recorder recorder) {
    this.recorder = recorder;
    this.timeline = timeline;
    this.network = network;
    this.dice = dice;
    this.cluster = cluster;
    this.supported = supported;
    patience = dice.pick(List.of(300L, 1500L, 4000L));
    pace = dice.pick(List.of(20L, 60L, 200L));
    keys = (int) dice.between(1, 6);
    int count = (int) dice.between(2, 10);
    for (int number = 1; number <= count; number++) {
      Client client = new Client(number);
      client.wantsSession = supported.contains("session") && dice.chance(0.5);
      clients.add(client);
      think(client);
    }
  }

  History history() {
    return history;
  }

  long operations() {
    return operations;
  }

  long succeeded() {
    return succeeded;
  }

  long failed() {
    return failed;
  }

  long unknown() {
    return unknown;
  }

  private void think(Client client) {
    timeline.after(dice.between(1, pace), new Planned.Think(client.number));
  }

  private Client client(int number) {
    return clients.get(number - 1);
  }

  /** A client begins an operation, if it has none. */
  void begin(Planned.Think think) {
    Client client = client(think.client());
    if (client.operation != null) {
      return;
    }
    operations++;
    boolean needsSession = client.wantsSession && client.session == 0;
    String op = needsSession ? "register" : dice.pick(OPS);
    boolean viaLog = !op.equals("get") || !supported.contains("ClientRead") || dice.chance(0.2);
    String request = "c" + client.number + "-" + operations;
    Command command = command(op, viaLog);
    boolean session = client.session != 0 && viaLog;
    long serial = session ? client.serial++ : 0;
    Event event =
        viaLog
            ? Event.ClientRequest.of(
                List.of(new Event.ClientRequest.Request(request, command, client.session, serial)))
            : Event.ClientRead.of(request, command);
    client.operation =
        new Client.Operation(op, request, command, event, session || !viaLog, 0, false);
    if (!needsSession) {
      write(client, "invoke", null);
    }
    send(client);
  }

  private static final List<String> OPS =
      List.of("put", "put", "get", "get", "get", "append", "append", "cas", "cas", "delete");

  private Command command(String op, boolean viaLog) {
    ObjectNode command = JSON.createObjectNode();
    if (op.equals("register")) {
      return new Command(command.put("op", op));
    }
    // A read through the log is a cas that finds another value than the one it expects.
    command.put("op", op.equals("get") && viaLog ? "cas" : op);
    command.put("key", "k" + dice.between(1, keys));
    String fresh = op.charAt(0) + Long.toString(operations, 36) + ".";
    switch (op) {
      case "put", "append" -> command.put("value", fresh);
      case "cas" -> {
        command.set("expect", guess());
        command.put("value", fresh);
      }
      case "get" -> {
        if (viaLog) {
          command.put("expect", NEVER).put("value", NEVER);
        }
      }
      default -> {}
    }
    return new Command(command);
  }

  /** A value that may well be there: what a client read last. */
  private JsonNode guess() {
    return dice.chance(0.3) ? JSON.nullNode() : lastSeen;
  }

  private JsonNode lastSeen = JSON.nullNode();

  private void send(Client client) {
    Client.Operation operation = client.operation;
    if (operation == null) {
      return;
    }
    client.operation = operation.again();
    client.attempt++;
    List<Integer> nodes = cluster.nodes();
    int node = nodes.contains(client.leader) && dice.chance(0.9) ? client.leader : dice.pick(nodes);
    recorder.asked(timeline.now(), operation.request(), operation.command(), operation.log(), node);
    if (!network.loses()) {
      timeline.after(network.delay(), new Planned.Arrival(node, operation.event()));
    }
    timeline.after(patience, new Planned.GiveUp(client.number, client.attempt));
  }

  /** No answer came in time. */
  void giveUp(Planned.GiveUp late) {
    Client client = client(late.client());
    Client.Operation operation = client.operation;
    if (operation == null || client.attempt != late.attempt()) {
      return;
    }
    client.operation = operation.lost();
    client.leader = 0;
    unknownOutcome(client);
  }

  private void unknownOutcome(Client client) {
    Client.Operation operation = client.operation;
    if (operation != null && operation.asksAgain() && operation.tries() < 12) {
      send(client);
    } else {
      unknown++;
      end(client, "info", null);
    }
  }

  /** An answer arrives. */
  void answer(Reply reply) {
    String request = reply.request();
    Client client = client(Integer.parseInt(request.substring(1, request.indexOf('-'))));
    Client.Operation operation = client.operation;
    if (operation == null || !operation.request().equals(request)) {
      return; // an answer to an operation that is over
    }
    switch (reply.status()) {
      case OK -> succeed(client, operation, reply);
      case NOT_LEADER -> {
        Integer leader = reply.leader();
        client.leader = leader == null ? 0 : leader;
        refused(client, operation);
      }
      case REJECTED, NOT_TAKEN -> {
        String error = reply.error();
        if (error != null && error.contains("session")) {
          client.session = 0;
        }
        refused(client, operation);
      }
      case UNKNOWN -> {
        if (reply.error() != null) {
          throw new Violation(Promise.CONTRACT, "an answer is " + reply);
        }
        client.operation = operation.lost();
        unknownOutcome(client);
      }
    }
  }

  private void refused(Client client, Client.Operation operation) {
    // A session, or that it is a read, makes it safe to ask again whatever became of earlier tries.
    boolean safe = operation.asksAgain() && (client.session != 0 || !operation.log());
    if (safe && operation.tries() < 12) {
      client.attempt++;
      timeline.after(dice.between(5, pace), new Planned.GiveUp(client.number, client.attempt));
    } else if (operation.gone()) {
      unknown++;
      end(client, "info", null);
    } else {
      failed++;
      end(client, "fail", null);
    }
  }

  private void succeed(Client client, Client.Operation operation, Reply reply) {
    Result result = reply.result();
    succeeded++;
    switch (operation.op()) {
      case "register" -> {
        client.session = result.client();
        recorder.answered(timeline.now(), operation.request(), Submission.Status.OK, result);
        client.serial = 1;
        client.operation = null;
        think(client);
      }
      case "get" -> {
        JsonNode found = operation.log() ? result.current() : result.value();
        if (found.isMissingNode()) {
          throw new Violation(Promise.CONTRACT, "a read is answered " + reply);
        }
        lastSeen = found;
        end(client, "ok", found);
      }
      case "cas" -> end(client, result.swapped() ? "ok" : "fail", null);
      default -> end(client, "ok", null);
    }
  }

  private void end(Client client, String type, @Nullable JsonNode found) {
    write(client, type, found);
    told(client, type, found);
    client.operation = null;
    think(client);
  }

  private void told(Client client, String type, @Nullable JsonNode found) {
    Client.Operation operation = client.operation;
    if (operation != null) {
      boolean swap = operation.op().equals("cas") && !type.equals("info");
      recorder.answered(
          timeline.now(),
          operation.request(),
          swap
              ? Submission.Status.OK
              : switch (type) {
                case "ok" -> Submission.Status.OK;
                case "fail" -> Submission.Status.REJECTED;
                default -> Submission.Status.UNKNOWN;
              },
          swap
              ? new Result(JSON.createObjectNode().put("swapped", type.equals("ok")))
              : found == null
                  ? Result.NONE
                  : new Result(JSON.createObjectNode().set("value", found)));
    }
  }

  private void write(Client client, String type, @Nullable JsonNode found) {
    Client.Operation operation = client.operation;
    if (operation == null || operation.op().equals("register")) {
      return;
    }
    history.add(
        cluster.steps(),
        timeline.now(),
        client.number,
        type,
        operation.op(),
        operation.command(),
        found);
  }
}

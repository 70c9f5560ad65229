package io.raftarium.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node takes, as {@code raft.process_raft_event} has it: an object with a type. It is read
 * where someone wants to know; the object itself travels unchanged.
 */
public sealed interface Event
    permits Rpc,
        Event.Start,
        Event.ElectionTimeout,
        Event.HeartbeatTimeout,
        Event.ClientRequest,
        Event.ClientRead,
        Event.ChangeConfig,
        Event.TransferLeadership,
        Event.TakeSnapshot,
        Event.Stored,
        Event.Other {
  /** The object. */
  JsonNode body();

  /** Its type; empty where it names none. */
  default String type() {
    return body().path("type").asString("");
  }

  /** The same with the time of the node's clock, ms; one that names a time keeps it. */
  default Event at(long ms) {
    return body() instanceof ObjectNode object && !object.has("at")
        ? of(JsonNodeFactory.instance.objectNode().setAll(object).put("at", ms))
        : this;
  }

  /** The same, which says besides what of the node's own log is on its disk. */
  default Event with(Stored stored) {
    return body() instanceof ObjectNode object
        ? of(
            JsonNodeFactory.instance
                .objectNode()
                .setAll(object)
                .set(
                    "stored",
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("index", stored.index())
                        .put("term", stored.term())))
        : this;
  }

  /** An object of any type; one that the contract does not know is {@link Other}. */
  static Event of(JsonNode body) {
    return switch (body.path("type").asString("")) {
      case Start.TYPE -> new Start(body);
      case ElectionTimeout.TYPE -> new ElectionTimeout(body);
      case HeartbeatTimeout.TYPE -> new HeartbeatTimeout(body);
      case ClientRequest.TYPE -> new ClientRequest(body);
      case ClientRead.TYPE -> new ClientRead(body);
      case ChangeConfig.TYPE -> new ChangeConfig(body);
      case TransferLeadership.TYPE -> new TransferLeadership(body);
      case TakeSnapshot.TYPE -> new TakeSnapshot(body);
      case Stored.TYPE -> new Stored(body);
      case Rpc.RequestVote.TYPE -> new Rpc.RequestVote(body);
      case Rpc.RequestVoteReply.TYPE -> new Rpc.RequestVoteReply(body);
      case Rpc.AppendEntries.TYPE -> new Rpc.AppendEntries(body);
      case Rpc.AppendEntriesReply.TYPE -> new Rpc.AppendEntriesReply(body);
      case Rpc.InstallSnapshot.TYPE -> new Rpc.InstallSnapshot(body);
      case Rpc.InstallSnapshotReply.TYPE -> new Rpc.InstallSnapshotReply(body);
      case Rpc.TimeoutNow.TYPE -> new Rpc.TimeoutNow(body);
      default -> body.has("to") && body.has("from") ? new Rpc.Unknown(body) : new Other(body);
    };
  }

  private static ObjectNode object(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static ObjectNode joined(JsonNode first, JsonNode second, String list) {
    ObjectNode both = object(first.path("type").asString(""));
    ArrayNode elements = both.putArray(list);
    first.path(list).forEach(elements::add);
    second.path(list).forEach(elements::add);
    return both;
  }

  /** The node's process started, or started again. */
  record Start(JsonNode body) implements Event {
    static final String TYPE = "Start";

    /** A new one. */
    public Start() {
      this(object(TYPE));
    }
  }

  /** The node's own log is on its disk up to an entry (dissertation 10.2.1). */
  record Stored(JsonNode body) implements Event {
    static final String TYPE = "Stored";

    /** A new one. */
    public Stored(long index, long term) {
      this(object(TYPE).put("index", index).put("term", term));
    }

    /** The log index of the last entry that is. */
    public long index() {
      return body.path("index").asLong(0);
    }

    /** Its term. */
    public long term() {
      return body.path("term").asLong(0);
    }
  }

  /** The node heard from no leader for an election timeout (section 5.2). */
  record ElectionTimeout(JsonNode body) implements Event {
    static final String TYPE = "ElectionTimeout";

    /** A new one. */
    public ElectionTimeout() {
      this(object(TYPE));
    }
  }

  /** It is time for a leader to say that it lives (section 5.2). */
  record HeartbeatTimeout(JsonNode body) implements Event {
    static final String TYPE = "HeartbeatTimeout";

    /** A new one. */
    public HeartbeatTimeout() {
      this(object(TYPE));
    }
  }

  /** Commands of clients (section 5.3). */
  record ClientRequest(JsonNode body) implements Event {
    static final String TYPE = "ClientRequest";

    /**
     * One command.
     *
     * @param id by which it is answered
     * @param client its session; 0 for none
     * @param serial of the command within its session
     */
    public record Request(String id, Command command, long client, long serial) {
      /** One without a session. */
      public Request(String id, Command command) {
        this(id, command, 0, 0);
      }
    }

    /** A new one. */
    public static ClientRequest of(List<Request> requests) {
      ObjectNode event = object(TYPE);
      ArrayNode list = event.putArray("requests");
      for (Request request : requests) {
        ObjectNode one = list.addObject().put("request", request.id());
        one.set("command", request.command().body());
        if (request.client() != 0) {
          one.put("client", request.client()).put("serial", request.serial());
        }
      }
      return new ClientRequest(event);
    }

    /** The ids by which they are answered, in order. */
    public List<String> ids() {
      List<String> ids = new ArrayList<>();
      body.path("requests").forEach(request -> ids.add(request.path("request").asString("")));
      return List.copyOf(ids);
    }

    /** All of both in one step. */
    public ClientRequest and(ClientRequest more) {
      return new ClientRequest(joined(body, more.body, "requests"));
    }
  }

  /** Reads that the log does not hold (section 8). */
  record ClientRead(JsonNode body) implements Event {
    static final String TYPE = "ClientRead";

    /** A new one, of one read. */
    public static ClientRead of(String request, Command query) {
      ObjectNode event = object(TYPE);
      event.putArray("reads").addObject().put("request", request).set("query", query.body());
      return new ClientRead(event);
    }

    /** All of both in one step. */
    public ClientRead and(ClientRead more) {
      return new ClientRead(joined(body, more.body, "reads"));
    }
  }

  /** Other voters and learners are wanted (section 6). */
  record ChangeConfig(JsonNode body) implements Event {
    static final String TYPE = "ChangeConfig";

    /** A new one; no learners are as good as an empty list of them. */
    public static ChangeConfig of(
        String request, Collection<Integer> voters, @Nullable Collection<Integer> learners) {
      ObjectNode event = object(TYPE).put("request", request);
      ArrayNode list = event.putArray("voters");
      voters.forEach(list::add);
      if (learners != null) {
        ArrayNode more = event.putArray("learners");
        learners.forEach(more::add);
      }
      return new ChangeConfig(event);
    }

    /** The id by which it is answered. */
    public String request() {
      return body.path("request").asString("");
    }

    /** What is wanted. */
    public Configuration wanted() {
      return Configuration.of(body);
    }
  }

  /** Another node shall lead (dissertation, section 3.10). */
  record TransferLeadership(JsonNode body) implements Event {
    static final String TYPE = "TransferLeadership";

    /** A new one. */
    public static TransferLeadership of(String request, int to) {
      return new TransferLeadership(object(TYPE).put("request", request).put("to", to));
    }

    /** The id by which it is answered. */
    public String request() {
      return body.path("request").asString("");
    }

    /** Who shall lead. */
    public int to() {
      return body.path("to").asInt(0);
    }
  }

  /** The node shall compact its log (section 7). */
  record TakeSnapshot(JsonNode body) implements Event {
    static final String TYPE = "TakeSnapshot";

    /** A new one. */
    public TakeSnapshot() {
      this(object(TYPE));
    }
  }

  /** One of a type that nothing here has to read. */
  record Other(JsonNode body) implements Event {}
}

package io.raftarium.protocol;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message from one node to another, as the sending step returned it. */
public sealed interface Rpc extends Event {
  /** Its id, which no other message has; empty where it names none. */
  default String id() {
    return body().path("id").asString("");
  }

  /** Who sent it. */
  default int from() {
    return body().path("from").asInt(0);
  }

  /** Whom it is for. */
  default int to() {
    return body().path("to").asInt(0);
  }

  /** The round of messages that it belongs to; 0 where it names none. */
  default long round() {
    return body().path("round").asLong(0);
  }

  /** The sender's term. */
  default long term() {
    return body().path("term").asLong(0);
  }

  /**
   * What it says, without what only tells it from another message that says the same: its id, its
   * round and times.
   */
  default JsonNode content() {
    if (!(body().deepCopy() instanceof ObjectNode content)) {
      return body();
    }
    content.remove(List.of("id", "round", "at"));
    for (JsonNode entry : content.path("entries")) {
      if (entry instanceof ObjectNode object) {
        object.remove("at");
      }
    }
    return content;
  }

  /** A candidate asks for a vote (Figure 2), or before that whether it would get it. */
  record RequestVote(JsonNode body) implements Rpc {
    static final String TYPE = "RequestVote";

    public long lastLogIndex() {
      return body.path("last_log_index").asLong(0);
    }

    public long lastLogTerm() {
      return body.path("last_log_term").asLong(0);
    }

    /** Whether no vote is asked for yet (dissertation, section 9.6). */
    public boolean preVote() {
      return body.path("pre_vote").asBoolean(false);
    }
  }

  /** The answer to it. */
  record RequestVoteReply(JsonNode body) implements Rpc {
    static final String TYPE = "RequestVoteReply";

    /**
     * The term that was asked for.
     *
     * @param otherwise where it names none
     */
    public long voteTerm(long otherwise) {
      return body.path("vote_term").asLong(otherwise);
    }

    public boolean granted() {
      return body.path("vote_granted").asBoolean(false);
    }

    public boolean preVote() {
      return body.path("pre_vote").asBoolean(false);
    }
  }

  /** A leader sends entries, or none as a heartbeat (Figure 2). */
  record AppendEntries(JsonNode body) implements Rpc {
    static final String TYPE = "AppendEntries";

    public long prevLogIndex() {
      return body.path("prev_log_index").asLong(0);
    }

    /** The term of the entry before its first. */
    public long prevLogTerm() {
      return body.path("prev_log_term").asLong(0);
    }

    /** Up to where the leader has committed. */
    public long leaderCommit() {
      return body.path("leader_commit").asLong(0);
    }

    /** What it carries, in order. */
    public List<WholeEntry> entries() {
      List<WholeEntry> entries = new ArrayList<>();
      body.path("entries").forEach(sent -> entries.add(WholeEntry.of(sent)));
      return List.copyOf(entries);
    }

    /** How many entries it carries. */
    public int count() {
      return body.path("entries").size();
    }

    /** The log index of its first entry. */
    public long firstIndex() {
      return prevLogIndex() + 1;
    }

    /** The log index of its last entry. */
    public long lastIndex() {
      return prevLogIndex() + count();
    }

    /** The term of the entry at a log index; 0 where it carries none. */
    public long termAt(long index) {
      return index < firstIndex() || index > lastIndex()
          ? 0
          : body.path("entries").path((int) (index - firstIndex())).path("term").asLong(0);
    }
  }

  /** The answer to it. */
  record AppendEntriesReply(JsonNode body) implements Rpc {
    static final String TYPE = "AppendEntriesReply";

    public boolean success() {
      return body.path("success").asBoolean(false);
    }

    /** Up to where both logs are known to be the same, where it succeeded. */
    public long matchIndex() {
      return body.path("match_index").asLong(0);
    }

    /** Where to go back to, where it was refused. */
    public long conflictIndex() {
      return body.path("conflict_index").asLong(0);
    }
  }

  /** A leader sends a piece of its snapshot (section 7). */
  record InstallSnapshot(JsonNode body) implements Rpc {
    static final String TYPE = "InstallSnapshot";

    public long snapshotIndex() {
      return body.path("snapshot_index").asLong(0);
    }
  }

  /** The answer to it. */
  record InstallSnapshotReply(JsonNode body) implements Rpc {
    static final String TYPE = "InstallSnapshotReply";

    /** Whether the whole of it is in place. */
    public boolean installed() {
      return body.path("installed").asBoolean(false);
    }
  }

  /** A leader hands over: campaign at once (dissertation, section 3.10). */
  record TimeoutNow(JsonNode body) implements Rpc {
    static final String TYPE = "TimeoutNow";
  }

  /** One of a type that nothing here has to read. */
  record Unknown(JsonNode body) implements Rpc {}

  /** Of an object that says from whom it is and for whom. */
  static Rpc of(JsonNode body) {
    return Event.of(body) instanceof Rpc rpc ? rpc : new Unknown(body);
  }
}

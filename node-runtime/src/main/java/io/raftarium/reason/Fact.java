package io.raftarium.reason;

import io.raftarium.protocol.Role;
import io.raftarium.view.Deed;
import io.raftarium.view.Submission;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One link of a chain of causes; whoever shows it finds the words. */
public sealed interface Fact {
  /**
   * A message of one node to another.
   *
   * @param number of the message; 0 where the tape does not hold it
   */
  record Mail(long number, int from, int to, String type, long term) {}

  /** What a step changed at its node. */
  sealed interface Change {
    /**
     * The role.
     *
     * @param before null where nobody knows
     */
    record Became(Role role, long term, @Nullable Role before) implements Change {}

    /** The term. */
    record Entered(long term) implements Change {}

    /**
     * The vote.
     *
     * @param node for whom; 0 for nobody yet
     */
    record Voted(int node, long term) implements Change {}

    /**
     * Who leads, as far as the node knows.
     *
     * @param leader 0 for nobody
     */
    record Follows(int leader, long term) implements Change {}

    /**
     * The node asks for votes.
     *
     * @param asksFirst whether it only asks who would vote for it (dissertation 9.6)
     */
    record Stands(long term, boolean asksFirst) implements Change {}

    /** The commit index. */
    record Commits(long index) implements Change {}

    /** The log got longer by an entry. */
    record Stores(long index, long term, String what) implements Change {}

    /**
     * The log lost an entry.
     *
     * @param now the term of the entry in its place; 0 where there is none
     */
    record Loses(long index, long term, long now) implements Change {}
  }

  /** What a step took. */
  sealed interface Trigger {
    /** A message. */
    record Arrived(Mail mail) implements Trigger {}

    /** The election timer. */
    record ElectionTimer() implements Trigger {}

    /** A leader's heartbeat timer, at which it found that too few answer it. */
    record NoQuorum() implements Trigger {}

    /** The start of the process. */
    record Start() implements Trigger {}

    /** Requests of clients. */
    record Request() implements Trigger {}

    /** A majority: the node had become leader. */
    record Won() implements Trigger {}

    /**
     * Something else.
     *
     * @param type of the event
     */
    record Other(String type) implements Trigger {}
  }

  /** A node took something, and that changed it. */
  record Stepped(int node, Change change, Trigger trigger) implements Fact {}

  /**
   * A vote, or the word that it would be given.
   *
   * @param message the number of the answer that brought it; 0 where the tape does not hold it
   */
  record Ballot(int voter, long message) {}

  /**
   * A majority made a node leader, or let it stand for election.
   *
   * @param asksFirst whether they only said that they would vote for it
   * @param ballots those of the others
   * @param own whether it counted itself
   */
  record VotesCounted(int node, long term, boolean asksFirst, List<Ballot> ballots, boolean own)
      implements Fact {}

  /** A node gave its vote, or said that it would. */
  record Granted(int voter, int node, long term, boolean asksFirst) implements Fact {}

  /** What a node heard last before its election timer ran out. */
  record Heard(Mail mail, Instant at) {}

  /**
   * An election timer ran out.
   *
   * @param heard what set it last, where that was a message
   * @param leader whom the node followed; 0 for nobody
   */
  record TimerFired(int node, @Nullable Heard heard, int leader) implements Fact {}

  /** A node has asked for votes since an earlier moment, and no majority gave them. */
  record InVain(int node, long firstTerm, long lastTerm, int times) implements Fact {}

  /** Why messages did not count. */
  enum Loss {
    /** Their link was cut. */
    CUT,
    /** Their link loses some. */
    CHANCE,
    /** They were still under way. */
    LATE,
    /** They stopped on their link, where the operator holds them. */
    HELD,
    /** The operator dropped them. */
    DROPPED,
    /** The receiver's process was down. */
    DOWN,
    /** They reached a receiver that did not take them in time. */
    WAITED,
    /** Nobody recorded it. */
    UNKNOWN
  }

  /**
   * Messages that did not reach a step in time.
   *
   * @param last the newest of them
   * @param count how many of the kind there were
   */
  record MessageLost(Mail last, int count, Loss loss) implements Fact {}

  /** Why a node sent nothing. */
  enum Silence {
    DOWN,
    PAUSED,
    NO_LEADER,
    UNKNOWN
  }

  /** A node sent another one nothing that counted. */
  record Silent(int node, int to, Silence why) implements Fact {}

  /** The operator or the runtime did something. */
  record Act(Deed deed) implements Fact {}

  /** A process started. */
  record Started(int node) implements Fact {}

  /**
   * An entry lies in the logs of a majority.
   *
   * @param holders the others that had said so, with their answers
   * @param own whether the leader counted itself
   */
  record Replicated(int leader, long index, long term, List<Ballot> holders, boolean own)
      implements Fact {}

  /** A node told its leader that its log holds the leader's up to an index. */
  record Acknowledged(int node, int leader, long index) implements Fact {}

  /**
   * An entry waits for a majority.
   *
   * @param holders who is known to have it, the leader among them
   * @param missing how many more have to
   */
  record Waits(int leader, long index, List<Integer> holders, int missing) implements Fact {}

  /** A client asked for something. */
  record Requested(Submission submission) implements Fact {}

  /** What became of a request. */
  record Fate(Submission submission) implements Fact {}

  /** Why a chain goes no further. */
  enum Limit {
    /** It lies before the oldest happening that the tape keeps. */
    TAPE,
    /** The chain got too long. */
    LENGTH,
    /** Nothing recorded tells it. */
    UNRECORDED,
    /** There is no such thing at that moment. */
    ABSENT,
    /** It is so from the beginning. */
    BEGINNING
  }

  /** The chain ends here. */
  record Unknown(Limit limit) implements Fact {}
}

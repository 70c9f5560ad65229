package io.raftarium.promise;

import java.util.Arrays;

/** What Raft promises: Figure 3 of the paper, and what has to hold for it. The only list of it. */
public enum Promise {
  ELECTION_SAFETY("election safety", Unit.TERMS, "No term has two leaders (section 5.2)."),
  MAJORITY_OF_VOTES(
      "majority of votes", Unit.TERMS, "Who leads a term has the votes of a majority in it."),
  ONE_VOTE("one vote a term", Unit.VOTES, "No node changes its vote within a term."),
  NEVER_BACK(
      "nothing goes back",
      Unit.STEPS,
      "No term, version, commit index, last applied index or snapshot ever goes back."),
  LEADER_APPEND_ONLY(
      "leader append-only",
      Unit.STEPS,
      "A leader never overwrites or deletes entries of its log (section 5.3)."),
  LOG_MATCHING(
      "log matching",
      Unit.ENTRIES,
      "Where two logs have an entry of one index and term, they are the same up to it"
          + " (section 5.3)."),
  QUORUM_COMMIT(
      "commit by a quorum",
      Unit.COMMITTED,
      "A leader commits an entry of its own term that a majority holds (section 5.4.2)."),
  COMMITTED_STAYS(
      "committed entries stay", Unit.COMMITTED, "An entry that is committed is never cut."),
  LEADER_COMPLETENESS(
      "leader completeness",
      Unit.COMMITTED,
      "A leader has every entry that was committed before its term (section 5.4)."),
  STATE_MACHINE_SAFETY(
      "state machine safety",
      Unit.COMMITTED,
      "No two nodes have different entries committed at one index (section 5.4.3)."),
  CONFIGURATIONS(
      "configurations",
      Unit.ENTRIES,
      "The configuration changes one step at a time, and voters change jointly (section 6)."),
  ANSWERS("ok means committed", Unit.ANSWERS, "A client is told ok only of what is committed."),
  ROW_AND_LOG("row and log", Unit.STEPS, "A node's row tells the truth about its log."),
  SAME_STATE_MACHINE(
      "same state machine",
      Unit.ROWS,
      "Nodes that have applied the same entries hold the same keys and values."),
  PEERS("peers", Unit.ROWS, "A leader counts on no entry that its peer does not have."),
  LINEARIZABILITY(
      "linearizability", Unit.HISTORY, "Clients see one copy of the data, in real time's order."),
  CONTRACT(
      "the function keeps its contract",
      Unit.HISTORY,
      "No event that is due is refused, and every answer is one that the contract knows."),
  /** That of a recording which this version does not know by name. */
  OTHER("another promise", Unit.HISTORY, "The recording names it.");

  /** What a promise is checked on, and counted by. */
  public enum Unit {
    TERMS,
    VOTES,
    STEPS,
    ENTRIES,
    COMMITTED,
    ANSWERS,
    /** The rows of a database as they are, when somebody asks for it. */
    ROWS,
    /** A whole simulated run. */
    HISTORY
  }

  private final String title;
  private final Unit unit;
  private final String text;

  Promise(String title, Unit unit, String text) {
    this.title = title;
    this.unit = unit;
    this.text = text;
  }

  /** Its name, for example {@code election safety}. */
  public String title() {
    return title;
  }

  /** What it says, one sentence for a person. */
  public String text() {
    return text;
  }

  public Unit unit() {
    return unit;
  }

  /** That of a title. */
  public static Promise of(String title) {
    return Arrays.stream(values())
        .filter(each -> each.title.equals(title))
        .findFirst()
        .orElse(OTHER);
  }
}

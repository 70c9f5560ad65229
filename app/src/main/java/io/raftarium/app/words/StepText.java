package io.raftarium.app.words;

/** Why a step was taken or came to what it did, as parts of sentences. */
public final class StepText {
  private StepText() {}

  /** Of an election timer. */
  public static String heardNothing() {
    return "it heard from no leader in time";
  }

  /** Of a leader that checks its quorum. */
  public static String noQuorum() {
    return "it heard from no majority for an election timeout";
  }

  /** Of a leader that lets another one campaign. */
  public static String handsOver(int leader) {
    return NodeNames.of(leader) + " hands the leadership over to it";
  }

  /**
   * Of a message of a newer term.
   *
   * @param leads whether only a leader sends such a message
   */
  public static String newerTerm(int sender, long term, boolean leads) {
    return leads
        ? NodeNames.of(sender) + " leads the newer term " + term
        : "a message of " + NodeNames.of(sender) + " carries the newer term " + term;
  }
}

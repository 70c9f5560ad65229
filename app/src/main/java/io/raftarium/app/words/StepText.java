package io.raftarium.app.words;

/** Why a step was taken or came to what it did, as parts of sentences. */
public final class StepText {
  private StepText() {}

  /** Of an election timer. */
  public static String heardNothing() {
    return Texts.of("it heard from no leader in time");
  }

  /** Of a leader that checks its quorum. */
  public static String noQuorum() {
    return Texts.of("it heard from no majority for an election timeout");
  }

  /** Of a leader that lets another one campaign. */
  public static String handsOver(int leader) {
    return Texts.of("{0} hands the leadership over to it", NodeNames.of(leader));
  }

  /**
   * Of a message of a newer term.
   *
   * @param leads whether only a leader sends such a message
   */
  public static String newerTerm(int sender, long term, boolean leads) {
    return leads
        ? Texts.of("{0} leads the newer term {1}", NodeNames.of(sender), term)
        : Texts.of("a message of {0} carries the newer term {1}", NodeNames.of(sender), term);
  }
}

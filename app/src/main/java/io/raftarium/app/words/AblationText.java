package io.raftarium.app.words;

import io.raftarium.sim.Hunt;

/** The rules that can be left out of Raft, and what comes of it, in words. */
public final class AblationText {
  /**
   * What a person is told of one.
   *
   * @param name what is different
   * @param rule what Raft has there, and what for
   * @param section where that is written
   * @param breaks what may come of it
   */
  public record Told(String name, String rule, String section, String breaks) {}

  private AblationText() {}

  /** For the banner of a window, of its id. */
  public static String banner(String id) {
    return Texts.of("Modified Raft: {0}. This is not Raft.", of(id).name());
  }

  /**
   * For a picture that leaves the window: what it tells, after what is modified.
   *
   * @param id of what is modified; empty for Raft as it is
   */
  public static String marked(String id, String text) {
    if (id.isEmpty()) {
      return text;
    }
    String mark = Texts.of("Modified Raft: {0}", of(id).name());
    return text.isEmpty() ? mark : mark + " · " + text;
  }

  /** A run that was looked for and found. */
  public static String found(Hunt.Found found) {
    return Texts.of(
        "Found after {0} with seed {1}; the smallest of {2} runs breaks it at step {3}.",
        DurationText.of(found.found()), found.seed(), found.runs(), found.report().failedAt());
  }

  /** There was none. */
  public static String nothing(String name, Hunt.Nothing nothing) {
    return Texts.of(
        "{0}: no promise broke in {1} runs of {2} steps in all, {3}. raftarium-node simulate looks"
            + " for as long as you like.",
        name, nothing.runs(), nothing.steps(), DurationText.of(nothing.took()));
  }

  /** That of an id; one that is not known here has its id for a name. */
  public static Told of(String id) {
    return switch (id) {
      case "vote-is-not-kept" ->
          new Told(
              Texts.of("A vote is not kept"),
              Texts.of(
                  "A node writes down whom it votes for before it answers, so that it gives one vote in a term and no second one."),
              Texts.of("Figure 2, State: votedFor"),
              Texts.of(
                  "A node votes for two candidates of one term: both get a majority, and one term has two leaders."));
      case "vote-is-forgotten-at-start" ->
          new Told(
              Texts.of("A restart forgets the vote"),
              Texts.of(
                  "The vote is on the disk: a node that crashes and starts again in the same term still knows whom it voted for."),
              Texts.of("Figure 2, State: persistent on all servers"),
              Texts.of(
                  "A voter crashes, comes back, and votes again in the same term: two leaders in one term."));
      case "vote-counts-twice" ->
          new Told(
              Texts.of("A vote that arrives twice counts twice"),
              Texts.of(
                  "A candidate counts voters, not messages: networks may deliver a message twice."),
              Texts.of("Raft paper, section {0}", "5.2"),
              Texts.of(
                  "A candidate becomes leader by fewer voters than a majority, perhaps beside another one, or without entries that are committed."));
      case "vote-of-another-election" ->
          new Told(
              Texts.of("A vote given in an earlier term counts"),
              Texts.of("An answer counts only in the term that it was given in."),
              Texts.of("Raft paper, section {0}", "5.2"),
              Texts.of(
                  "Late answers to an old election add up to a majority that nobody gave in this term."));
      case "half-is-a-majority" ->
          new Told(
              Texts.of("Half of the voters are enough"),
              Texts.of(
                  "More than half of the voters decide: any two majorities have a node in common, which knows what the first one decided."),
              Texts.of("Raft paper, section {0}", "5.1, 5.2"),
              Texts.of(
                  "With an even number of voters two halves decide without each other: two leaders in a term, or a committed entry that the next leader does not have. Start anew with 4 nodes to see it."));
      case "vote-ignores-the-log" ->
          new Told(
              Texts.of("Voters do not look at the candidate's log"),
              Texts.of(
                  "Nobody votes for a candidate whose log is less up-to-date than the own, so that every leader has all that is committed."),
              Texts.of("Raft paper, section {0}", "5.4.1"),
              Texts.of(
                  "A node with an old log becomes leader and overwrites entries that clients were told are committed."));
      case "commit-counts-old-terms" ->
          new Told(
              Texts.of("Old-term entries are committed by counting"),
              Texts.of(
                  "A leader counts copies only of entries of its own term; older ones are committed with them. A majority that holds an old entry does not make it safe."),
              Texts.of("Raft paper, section {0} and Figure {1}", "5.4.2", "8"),
              Texts.of(
                  "An entry that was committed is overwritten by a later leader, as in Figure 8."));
      case "appends-without-a-match" ->
          new Told(
              Texts.of("Followers append wherever they are told"),
              Texts.of(
                  "A follower takes entries only where its log has the same entry before them; by induction all that stands before is the same."),
              Texts.of("Figure 2, AppendEntries {0}", 2),
              Texts.of(
                  "Logs have the same entry at an index and differ before it, and commit different commands."));
      case "truncates-matching-suffix" ->
          new Told(
              Texts.of("Followers truncate without looking"),
              Texts.of(
                  "Only an entry that conflicts ends the log there. A message that was late must not cut off what a newer one brought."),
              Texts.of("Figure 2, AppendEntries {0}", 3),
              Texts.of(
                  "A late message takes entries away that the leader counted, and may have committed."));
      case "commits-past-the-verified-prefix" ->
          new Told(
              Texts.of("Followers commit what nobody verified"),
              Texts.of(
                  "A follower commits up to the last entry of the message that it took, not up to the end of its own log, whose rest may be another leader's."),
              Texts.of("Figure 2, AppendEntries {0}", 5),
              Texts.of(
                  "A follower applies entries that were never committed: its state differs from the others'."));
      case "leader-trusts-what-it-sent" ->
          new Told(
              Texts.of("The leader trusts what it sent"),
              Texts.of(
                  "An answer tells which entries the follower has; only those count, not all that was sent since."),
              Texts.of("Figure 2, Leaders"),
              Texts.of(
                  "The leader commits entries that are still under way, or lost: they are on no majority."));
      case "configuration-in-one-step" ->
          new Told(
              Texts.of("One-step configuration change"),
              Texts.of(
                  "From old to new voters Raft goes through a joint configuration, in which both majorities have to agree."),
              Texts.of("Raft paper, section {0}", "6"),
              Texts.of(
                  "For a moment some nodes count by the old voters and some by the new: two majorities that have no node in common."));
      case "two-changes-at-a-time" ->
          new Told(
              Texts.of("Two configuration changes at a time"),
              Texts.of(
                  "A change begins only when the one before is committed: else the majorities of the second need not meet those of the first."),
              Texts.of("Raft paper, section {0}; dissertation {1}", "6", "4.1"),
              Texts.of("Two leaders decide by configurations that do not overlap."));
      case "new-voters-alone-decide" ->
          new Told(
              Texts.of("While joint, the new voters alone decide"),
              Texts.of(
                  "In a joint configuration an entry needs a majority of the old voters and one of the new."),
              Texts.of("Raft paper, section {0}", "6"),
              Texts.of(
                  "Entries are committed that the old voters, who may still elect a leader, do not have."));
      case "learners-count" ->
          new Told(
              Texts.of("Learners count"),
              Texts.of(
                  "Learners get all entries and have no say: they are no part of any majority."),
              Texts.of("Dissertation {0}", "4.2.1"),
              Texts.of(
                  "An entry is committed on learners, and the voters elect a leader without it."));
      case "read-without-a-round" ->
          new Told(
              Texts.of("Reads without a round"),
              Texts.of(
                  "Before it answers a read, a leader asks a majority whether it still leads."),
              Texts.of("Raft paper, section {0}; dissertation {1}", "8", "6.4"),
              Texts.of(
                  "A leader that is cut off answers from old rows, while a new one has written: a client reads what is no longer true."));
      case "read-before-own-commit" ->
          new Told(
              Texts.of("A new leader answers reads at once"),
              Texts.of(
                  "A leader answers reads only once an entry of its own term is committed: before that it does not know which of its entries are."),
              Texts.of("Raft paper, section {0}; dissertation {1}", "8", "6.4"),
              Texts.of("A client reads a value from before a write that was confirmed to it."));
      case "session-is-ignored" ->
          new Told(
              Texts.of("A repeated request is applied again"),
              Texts.of(
                  "Clients number their requests, so that one which is sent again is done once."),
              Texts.of("Raft paper, section {0}; dissertation {1}", "8", "6.3"),
              Texts.of(
                  "A client that asks again after a lost answer has its command done twice, over what others wrote in between."));
      case "snapshot-of-what-is-not-there" ->
          new Told(
              Texts.of("A snapshot comes without its keys and values"),
              Texts.of(
                  "A snapshot holds the state as it was at its last entry: who installs it has the same state as if it had applied them all."),
              Texts.of("Raft paper, section {0}", "7"),
              Texts.of(
                  "A node that was behind says it has applied everything and has lost the keys: two nodes with the same log give different answers."));
      default ->
          new Told(
              Shortened.of(id, 60),
              Texts.of("This version of Raftarium has no words for it."),
              "",
              Texts.of("Something that Raft promises."));
    };
  }
}

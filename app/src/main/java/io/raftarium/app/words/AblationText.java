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
    return "Modified Raft: " + of(id).name() + ". This is not Raft.";
  }

  /** A run that was looked for and found. */
  public static String found(Hunt.Found found) {
    return "Found after "
        + DurationText.of(found.found())
        + ": seed "
        + found.seed()
        + ", and the smallest of "
        + found.runs()
        + " runs breaks it at step "
        + found.report().failedAt()
        + ".";
  }

  /** There was none. */
  public static String nothing(String name, Hunt.Nothing nothing) {
    return "\""
        + name
        + "\" broke no promise in "
        + nothing.runs()
        + " runs of "
        + nothing.steps()
        + " steps in all, "
        + DurationText.of(nothing.took())
        + ". Try again with raftarium-node simulate, which takes as many seeds as you like.";
  }

  /** That of an id; one that is not known here has its id for a name. */
  public static Told of(String id) {
    return switch (id) {
      case "vote-is-not-kept" ->
          new Told(
              "A vote is not kept",
              "A node writes down whom it votes for before it answers, so that it gives one vote in a"
                  + " term and no second one.",
              "Figure 2, State: votedFor",
              "A node votes for two candidates of one term: both get a majority, and one term has two"
                  + " leaders.");
      case "vote-is-forgotten-at-start" ->
          new Told(
              "A restart forgets the vote",
              "The vote is on the disk: a node that crashes and starts again in the same term still"
                  + " knows whom it voted for.",
              "Figure 2, State: persistent on all servers",
              "A voter crashes, comes back, and votes again in the same term: two leaders in one"
                  + " term.");
      case "vote-counts-twice" ->
          new Told(
              "A vote that arrives twice counts twice",
              "A candidate counts voters, not messages: networks may deliver a message twice.",
              "5.2",
              "A candidate becomes leader by fewer voters than a majority, perhaps beside another"
                  + " one, or without entries that are committed.");
      case "vote-of-another-election" ->
          new Told(
              "A vote given in an earlier term counts",
              "An answer counts only in the term that it was given in.",
              "5.2; Figure 2, Candidates",
              "Late answers to an old election add up to a majority that nobody gave in this term.");
      case "half-is-a-majority" ->
          new Told(
              "Half of the voters are enough",
              "More than half of the voters decide: any two majorities have a node in common, which"
                  + " knows what the first one decided.",
              "5.1, 5.2",
              "With an even number of voters two halves decide without each other: two leaders in a"
                  + " term, or a committed entry that the next leader does not have. Start anew with 4"
                  + " nodes to see it.");
      case "vote-ignores-the-log" ->
          new Told(
              "Voters do not look at the candidate's log",
              "Nobody votes for a candidate whose log is less up-to-date than the own, so that every"
                  + " leader has all that is committed.",
              "5.4.1",
              "A node with an old log becomes leader and overwrites entries that clients were told are"
                  + " committed.");
      case "commit-counts-old-terms" ->
          new Told(
              "Old-term entries are committed by counting",
              "A leader counts copies only of entries of its own term; older ones are committed with"
                  + " them. A majority that holds an old entry does not make it safe.",
              "5.4.2, Figure 8",
              "An entry that was committed is overwritten by a later leader, as in Figure 8.");
      case "appends-without-a-match" ->
          new Told(
              "Followers append without a look at what stands before",
              "A follower takes entries only where its log has the same entry before them; by induction"
                  + " all that stands before is the same.",
              "Figure 2, AppendEntries 2",
              "Logs have the same entry at an index and differ before it, and commit different"
                  + " commands.");
      case "truncates-matching-suffix" ->
          new Told(
              "Followers truncate without looking",
              "Only an entry that conflicts ends the log there. A message that was late must not cut"
                  + " off what a newer one brought.",
              "Figure 2, AppendEntries 3",
              "A late message takes entries away that the leader counted, and may have committed.");
      case "commits-past-the-verified-prefix" ->
          new Told(
              "Followers commit past what the leader has verified",
              "A follower commits up to the last entry of the message that it took, not up to the end"
                  + " of its own log, whose rest may be another leader's.",
              "Figure 2, AppendEntries 5",
              "A follower applies entries that were never committed: its state differs from the"
                  + " others'.");
      case "leader-trusts-what-it-sent" ->
          new Told(
              "The leader trusts what it sent",
              "An answer tells which entries the follower has; only those count, not all that was sent"
                  + " since.",
              "Figure 2, Leaders",
              "The leader commits entries that are still under way, or lost: they are on no majority.");
      case "configuration-in-one-step" ->
          new Told(
              "One-step configuration change",
              "From old to new voters Raft goes through a joint configuration, in which both majorities"
                  + " have to agree.",
              "6",
              "For a moment some nodes count by the old voters and some by the new: two majorities that"
                  + " have no node in common.");
      case "two-changes-at-a-time" ->
          new Told(
              "Two configuration changes at a time",
              "A change begins only when the one before is committed: else the majorities of the second"
                  + " need not meet those of the first.",
              "6; dissertation 4.1",
              "Two leaders decide by configurations that do not overlap.");
      case "new-voters-alone-decide" ->
          new Told(
              "While joint, the new voters alone decide",
              "In a joint configuration an entry needs a majority of the old voters and one of the new.",
              "6",
              "Entries are committed that the old voters, who may still elect a leader, do not have.");
      case "learners-count" ->
          new Told(
              "Learners count",
              "Learners get all entries and have no say: they are no part of any majority.",
              "Dissertation 4.2.1",
              "An entry is committed on learners, and the voters elect a leader without it.");
      case "read-without-a-round" ->
          new Told(
              "Reads without a round",
              "Before it answers a read, a leader asks a majority whether it still leads.",
              "8; dissertation 6.4",
              "A leader that is cut off answers from old rows, while a new one has written: a client"
                  + " reads what is no longer true.");
      case "read-before-own-commit" ->
          new Told(
              "A new leader answers reads at once",
              "A leader answers reads only once an entry of its own term is committed: before that it"
                  + " does not know which of its entries are.",
              "8; dissertation 6.4",
              "A client reads a value from before a write that was confirmed to it.");
      case "session-is-ignored" ->
          new Told(
              "A repeated request is applied again",
              "Clients number their requests, so that one which is sent again is done once.",
              "8; dissertation 6.3",
              "A client that asks again after a lost answer has its command done twice, over what"
                  + " others wrote in between.");
      case "snapshot-of-what-is-not-there" ->
          new Told(
              "A snapshot comes without its keys and values",
              "A snapshot holds the state as it was at its last entry: who installs it has the same"
                  + " state as if it had applied them all.",
              "7",
              "A node that was behind says it has applied everything and has lost the keys: two nodes"
                  + " with the same log give different answers.");
      default ->
          new Told(
              Shortened.of(id, 60),
              "This version of Raftarium has no words for it.",
              "",
              "Something that Raft promises.");
    };
  }
}

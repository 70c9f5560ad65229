package io.raftarium.app.figure;

import io.raftarium.app.words.NodeNames;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What stands on the page: cards with fields and rules; the rules by the names that journals use,
 * each on one card.
 */
record FigurePage(List<Card> cards) {
  private static final String OTHER = "Other rules";

  /**
   * A card.
   *
   * @param about one sentence; may be empty
   * @param beyond whether Figure 2 does not have it
   */
  record Card(String title, String about, List<Field> fields, List<String> rules, boolean beyond) {}

  /**
   * A field of the state or of a message.
   *
   * @param value of the node that is shown; empty for one that is no column of a row
   */
  record Field(String name, String meaning, Function<NodeView, String> value) {
    private static Field of(String name, String meaning) {
      return new Field(name, meaning, _ -> "");
    }
  }

  private static final List<Field> STATE =
      List.of(
          new Field(
              "current_term",
              "the newest term it has heard of; survives a crash",
              row -> Long.toString(row.currentTerm())),
          new Field(
              "voted_for",
              "to whom its one vote of this term went; survives a crash",
              row -> row.votedFor() == null ? "none" : "S" + row.votedFor()),
          new Field(
              "log",
              "the entries, each with the term of the leader that took it; survives a crash",
              row -> "to " + row.lastLogIndex() + ", term " + row.lastLogTerm()),
          new Field(
              "commit_index",
              "up to here the log is decided for good, as far as it knows",
              row -> Long.toString(row.commitIndex())),
          new Field(
              "last_applied",
              "up to here the state machine has taken the log",
              row -> Long.toString(row.lastApplied())),
          new Field(
              "next_index",
              "a leader's: from where on it sends to a peer",
              row -> peers(row, PeerView::nextIndex)),
          new Field(
              "match_index",
              "a leader's: up to where a peer is known to have the same log",
              row -> peers(row, PeerView::matchIndex)));

  private static final List<Field> VOTE =
      List.of(
          Field.of("term", "the candidate's"),
          Field.of("from", "the candidate, who asks for the vote"),
          Field.of("last_log_index, last_log_term", "where its log ends"),
          Field.of("→ term", "of whoever answers, for a candidate that is behind"),
          Field.of("→ vote_granted", "whether the vote is given"));

  private static final List<Field> APPEND =
      List.of(
          Field.of("term", "the leader's"),
          Field.of("from", "the leader, for those whom clients ask instead"),
          Field.of("prev_log_index, prev_log_term", "the entry right before those that are sent"),
          Field.of("entries", "to store; none in a heartbeat"),
          Field.of("leader_commit", "up to where the leader has committed"),
          Field.of("→ term", "of whoever answers, for a leader that is behind"),
          Field.of("→ success", "whether the log had the entry before"));

  /** Peers of which a leader knows the same are named together. */
  private static String peers(NodeView leader, ToLongFunction<PeerView> index) {
    SequencedMap<Long, List<String>> byIndex = new LinkedHashMap<>();
    for (PeerView peer : leader.peers().values()) {
      byIndex
          .computeIfAbsent(index.applyAsLong(peer), _ -> new ArrayList<>())
          .add(NodeNames.of(peer.peerId()));
    }
    return byIndex.entrySet().stream()
        .map(each -> String.join(" ", each.getValue()) + ": " + each.getKey())
        .collect(Collectors.joining(" · "));
  }

  /** Cards by the beginning of their rules' names. */
  private static final SequencedMap<String, Card> KNOWN = new LinkedHashMap<>();

  static {
    card("State", "What every node holds: its row", STATE, false);
    card("AllServers", "All nodes", "Whatever their role", false);
    card("Follower", "Followers", "They answer, and start nothing while they hear a leader", false);
    card("Candidate", "Candidates", "They ask for votes", false);
    card("Leader", "Leaders", "They take commands and replicate them", false);
    card("RequestVote", "RequestVote, asked by candidates", VOTE, false);
    card("AppendEntries", "AppendEntries, sent by leaders", APPEND, false);
    card(
        "PreVote",
        "Pre-vote",
        "Whether an election would be won, before a term is spent on it",
        true);
    card(
        "CheckQuorum",
        "Check quorum",
        "A leader that is cut off stops; one that is alive is not disturbed",
        true);
    card("Config", "Configuration changes", "Through a joint configuration, one at a time", true);
    card("Snapshot", "Snapshots", "The state machine in place of the log's beginning", true);
    card(
        "InstallSnapshot", "InstallSnapshot", "A snapshot for a peer that is too far behind", true);
    card("Read", "Reads", "Linearizable, and without an entry in the log", true);
    card("Client", "Clients", "Who is answered, and how", true);
    card("Session", "Sessions", "A command that is sent twice is applied once", true);
    card("Transfer", "Leadership transfer", "A leader hands over to a peer", true);
    card("Flow", "Flow", "How fast a peer is sent to", true);
    card("Start", "Start", "What a process begins with", true);
    card("Stored", "Parallel writes", "A leader's disk counts like a follower's", true);
    card("Limit", "Limits", "The highest term and log index", true);
    card("Late", "What comes too late", "Nothing changes", true);
  }

  private static void card(String begins, String title, String about, boolean beyond) {
    KNOWN.put(begins, new Card(title, about, List.of(), List.of(), beyond));
  }

  private static void card(String begins, String title, List<Field> fields, boolean beyond) {
    KNOWN.put(begins, new Card(title, "", fields, List.of(), beyond));
  }

  /** With these rules. */
  static FigurePage of(Collection<String> rules) {
    Map<String, List<String>> byBeginning = new LinkedHashMap<>();
    for (String rule : new TreeSet<>(rules)) {
      String begins = rule.substring(0, Math.max(0, rule.indexOf('.')));
      byBeginning
          .computeIfAbsent(KNOWN.containsKey(begins) ? begins : OTHER, _ -> new ArrayList<>())
          .add(rule);
    }
    List<Card> cards = new ArrayList<>();
    KNOWN.forEach((begins, card) -> {
      List<String> own = byBeginning.getOrDefault(begins, List.of());
      if (!own.isEmpty() || !card.fields().isEmpty()) {
        cards.add(new Card(card.title(), card.about(), card.fields(), own, card.beyond()));
      }
    });
    List<String> others = byBeginning.getOrDefault(OTHER, List.of());
    if (!others.isEmpty()) {
      cards.add(new Card(OTHER, "", List.of(), others, true));
    }
    return new FigurePage(List.copyOf(cards));
  }
}

package io.raftarium.app.figure;

import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
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
  private static final String OTHER = Texts.mark("Other rules");

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
              Texts.mark("the newest term it has heard of; survives a crash"),
              row -> Long.toString(row.currentTerm())),
          new Field(
              "voted_for",
              Texts.mark("to whom its one vote of this term went; survives a crash"),
              row -> row.votedFor() == null ? Texts.of("none") : "S" + row.votedFor()),
          new Field(
              "log",
              Texts.mark(
                  "the entries, each with the term of the leader that took it; survives a crash"),
              row -> Texts.of("to {0}, term {1}", row.lastLogIndex(), row.lastLogTerm())),
          new Field(
              "commit_index",
              Texts.mark("up to here the log is decided for good, as far as it knows"),
              row -> Long.toString(row.commitIndex())),
          new Field(
              "last_applied",
              Texts.mark("up to here the state machine has taken the log"),
              row -> Long.toString(row.lastApplied())),
          new Field(
              "next_index",
              Texts.mark("a leader's: from where on it sends to a peer"),
              row -> peers(row, PeerView::nextIndex)),
          new Field(
              "match_index",
              Texts.mark("a leader's: up to where a peer is known to have the same log"),
              row -> peers(row, PeerView::matchIndex)));

  private static final List<Field> VOTE =
      List.of(
          Field.of("term", Texts.mark("the candidate's")),
          Field.of("from", Texts.mark("the candidate, who asks for the vote")),
          Field.of("last_log_index, last_log_term", Texts.mark("where its log ends")),
          Field.of("→ term", Texts.mark("of whoever answers, for a candidate that is behind")),
          Field.of("→ vote_granted", Texts.mark("whether the vote is given")));

  private static final List<Field> APPEND =
      List.of(
          Field.of("term", Texts.mark("the leader's")),
          Field.of("from", Texts.mark("the leader, for those whom clients ask instead")),
          Field.of(
              "prev_log_index, prev_log_term",
              Texts.mark("the entry right before those that are sent")),
          Field.of("entries", Texts.mark("to store; none in a heartbeat")),
          Field.of("leader_commit", Texts.mark("up to where the leader has committed")),
          Field.of("→ term", Texts.mark("of whoever answers, for a leader that is behind")),
          Field.of("→ success", Texts.mark("whether the log had the entry before")));

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
    card("State", Texts.mark("What every node holds: its row"), STATE, false);
    card("AllServers", Texts.mark("All nodes"), Texts.of("Whatever their role"), false);
    card(
        "Follower",
        Texts.mark("Followers"),
        Texts.of("They answer, and start nothing while they hear a leader"),
        false);
    card("Candidate", Texts.mark("Candidates"), Texts.of("They ask for votes"), false);
    card("Leader", Texts.mark("Leaders"), Texts.of("They take commands and replicate them"), false);
    card("RequestVote", Texts.mark("RequestVote, asked by candidates"), VOTE, false);
    card("AppendEntries", Texts.mark("AppendEntries, sent by leaders"), APPEND, false);
    card(
        "PreVote",
        Texts.mark("Pre-vote"),
        Texts.mark("Whether an election would be won, before a term is spent on it"),
        true);
    card(
        "CheckQuorum",
        Texts.mark("Check quorum"),
        Texts.mark("A leader that is cut off stops; one that is alive is not disturbed"),
        true);
    card(
        "Config",
        Texts.mark("Configuration changes"),
        Texts.of("Through a joint configuration, one at a time"),
        true);
    card(
        "Snapshot",
        Texts.mark("Snapshots"),
        Texts.of("The state machine in place of the log's beginning"),
        true);
    card(
        "InstallSnapshot",
        Texts.mark("InstallSnapshot"),
        Texts.mark("A snapshot for a peer that is too far behind"),
        true);
    card(
        "Read",
        Texts.mark("Reads"),
        Texts.of("Linearizable, and without an entry in the log"),
        true);
    card("Client", Texts.mark("Clients"), Texts.of("Who is answered, and how"), true);
    card(
        "Session",
        Texts.mark("Sessions"),
        Texts.of("A command that is sent twice is applied once"),
        true);
    card(
        "Transfer",
        Texts.mark("Leadership transfer"),
        Texts.of("A leader hands over to a peer"),
        true);
    card("Flow", Texts.mark("Flow"), Texts.mark("How fast a peer is sent to"), true);
    card("Start", Texts.mark("Start"), Texts.mark("What a process begins with"), true);
    card(
        "Stored",
        Texts.mark("Parallel writes"),
        Texts.of("A leader's disk counts like a follower's"),
        true);
    card("Limit", Texts.mark("Limits"), Texts.of("The highest term and log index"), true);
    card("Late", Texts.mark("What comes too late"), Texts.of("Nothing changes"), true);
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

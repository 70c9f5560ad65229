package io.raftarium.app.tape;

import io.raftarium.app.feed.News;
import io.raftarium.app.feed.NewsItem;
import io.raftarium.app.feed.NewsItem.Done;
import io.raftarium.app.feed.NewsItem.NewCluster;
import io.raftarium.app.feed.NewsItem.Step;
import io.raftarium.app.tape.Jumps.Target;
import io.raftarium.app.words.DeedText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The highest term over time, and what happened meanwhile. */
public final class TapeModel {
  private static final int MOST_SPANS = 4_000;
  private static final int MOST_MARKS = 20_000;

  /** What a mark stands for; of several at one place the first is shown. */
  public enum Sign {
    BROKEN(Texts.mark("a promise of Raft broken"), Target.FAULT),
    KILL(Texts.mark("a node killed or failed"), Target.FAULT),
    LEADER(Texts.mark("a leader elected"), Target.ELECTION),
    ELECTION(Texts.mark("a node stands for election"), Target.ELECTION),
    CUT(Texts.mark("links cut"), Target.FAULT),
    PAUSE(Texts.mark("a node paused, or a link made worse"), Target.FAULT),
    STEP_DOWN(Texts.mark("a leader stepped down")),
    HEAL(Texts.mark("links healed")),
    RESTART(Texts.mark("a node started again")),
    CONFIG(Texts.mark("a change of the configuration")),
    TRANSFER(Texts.mark("the leadership handed over")),
    SNAPSHOT(Texts.mark("a snapshot taken or installed")),
    REFUSED(Texts.mark("a node refused a message, changed nothing and goes on"), Target.FAULT),
    COMMIT(Texts.mark("entries committed"), Target.COMMIT),
    OTHER(Texts.mark("another act of the operator"));

    private final String meaning;
    private final @Nullable Target target;

    Sign(String meaning) {
      this(meaning, null);
    }

    Sign(String meaning, @Nullable Target target) {
      this.meaning = meaning;
      this.target = target;
    }

    /** As what it is jumped to; null where it is not. */
    @Nullable Target target() {
      return target;
    }

    /** In words. */
    String meaning() {
      return Texts.of(meaning);
    }
  }

  /** A term, from the moment on at which the first node entered it. */
  record Span(Instant from, long term) {}

  /**
   * Something that happened.
   *
   * @param node whose step it was; 0 for what was done beside the nodes
   * @param version of the node's row after that step
   */
  public record Mark(Instant at, Sign sign, String text, int node, long version) {
    /** What was done beside the nodes. */
    Mark(Instant at, Sign sign, String text) {
      this(at, sign, text, 0, 0);
    }
  }

  private final News news = new News();
  private final Consumer<Mark> told;
  private final List<Span> spans = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final Map<Integer, Long> commits = new HashMap<>();
  private final Map<Integer, Role> roles = new HashMap<>();
  private @Nullable Instant start;
  private Instant end = Instant.EPOCH;

  /** Empty. */
  TapeModel() {
    this(_ -> {});
  }

  /**
   * Empty.
   *
   * @param told is told each mark when it is made
   */
  public TapeModel(Consumer<Mark> told) {
    this.told = told;
  }

  /** Takes a moment; whether anything is new but the time. */
  boolean take(Moment moment) {
    Instant read = moment.view().feed().lastRead();
    Instant now = read.isAfter(moment.view().at()) ? read : moment.view().at();
    end = now.isAfter(end) ? now : end;
    List<NewsItem> happenings = news.since(moment);
    happenings.forEach(this::take);
    long term = moment.view().highestTerm();
    boolean known = moment.view().nodes().values().stream().anyMatch(NodeView::known);
    if (known && (spans.isEmpty() || spans.getLast().term() < term)) {
      enter(moment.view().at(), term);
    }
    return !happenings.isEmpty();
  }

  /** Takes something that happened. */
  public void take(NewsItem happening) {
    switch (happening) {
      case NewCluster fresh -> clear(fresh.at());
      case Done deed -> deed(deed.event());
      case Step step -> step(step.entry());
    }
  }

  /** Terms, oldest first. */
  List<Span> spans() {
    return spans;
  }

  /** Marks, oldest first. */
  List<Mark> marks() {
    return marks;
  }

  /** The oldest moment. */
  Instant start() {
    Instant first = start;
    return first == null ? end : first;
  }

  /** The newest moment. */
  Instant end() {
    return end;
  }

  /** The marks near a moment, oldest first. */
  List<Mark> near(Instant at, Duration within) {
    return marks.stream()
        .filter(mark -> Duration.between(mark.at(), at).abs().compareTo(within) <= 0)
        .toList();
  }

  /** A promise was broken at the end of a recorded run. */
  void broken(Instant at, String what) {
    mark(new Mark(at, Sign.BROKEN, Texts.of("A promise of Raft is broken: {0}", what)));
  }

  private void clear(Instant at) {
    spans.clear();
    marks.clear();
    commits.clear();
    roles.clear();
    // Rows that were not read yet have no time.
    start = at.equals(Instant.EPOCH) ? null : at;
  }

  private void reach(Instant at) {
    if (start == null || at.isBefore(start)) {
      start = at;
    }
    end = at.isAfter(end) ? at : end;
  }

  private void enter(Instant at, long term) {
    reach(at);
    spans.add(new Span(at, term));
    if (spans.size() > MOST_SPANS) {
      spans.removeFirst();
    }
  }

  private void mark(JournalEntry step, Sign sign, String text) {
    mark(new Mark(step.at(), sign, text, step.nodeId(), step.version()));
  }

  private void mark(Mark mark) {
    reach(mark.at());
    marks.add(mark);
    told.accept(mark);
    if (marks.size() > MOST_MARKS) {
      marks.removeFirst();
    }
  }

  private void step(JournalEntry entry) {
    reach(entry.at());
    int node = entry.nodeId();
    Changes changed = entry.changed();
    long term = changed.currentTerm(0);
    if (term > (spans.isEmpty() ? 0 : spans.getLast().term())) {
      enter(entry.at(), term);
    }
    Role role = changed.role();
    if (role != null) {
      roles.put(node, role);
    }
    boolean again = entry.event() instanceof Event.ElectionTimeout;
    if (role == Role.CANDIDATE || (again && term > 0)) {
      mark(
          entry,
          Sign.ELECTION,
          Texts.of("{0} stands for election in term {1}", NodeNames.of(node), term));
    }
    if (role == Role.LEADER) {
      mark(entry, Sign.LEADER, Texts.of("{0} became leader", NodeNames.of(node)));
    }
    if (entry.rules().isEmpty()) {
      withoutRules(entry);
    } else {
      laterRules(entry);
    }
    long commit = changed.commitIndex(0);
    if (commit > commits.getOrDefault(node, 0L)) {
      commits.put(node, commit);
      if (roles.get(node) == Role.LEADER) {
        mark(
            entry,
            Sign.COMMIT,
            Texts.of("{0} committed up to index {1}", NodeNames.of(node), commit));
      }
    }
  }

  /** What the rules beyond Figure 2 did. */
  private void laterRules(JournalEntry entry) {
    String who = NodeNames.of(entry.nodeId());
    for (String rule : entry.rules()) {
      switch (rule) {
        case "Config.8" ->
            mark(entry, Sign.CONFIG, Texts.of("{0} began a joint configuration", who));
        case "Config.3" -> mark(entry, Sign.CONFIG, Texts.of("the new configuration is committed"));
        case "Transfer.1" -> {
          if (entry.event() instanceof Event.TransferLeadership asked) {
            mark(
                entry,
                Sign.TRANSFER,
                Texts.of("{0} hands over to {1}", who, NodeNames.of(asked.to())));
          }
        }
        case "Transfer.5" -> mark(entry, Sign.TRANSFER, Texts.of("the transfer took too long"));
        case "Snapshot.1" -> mark(entry, Sign.SNAPSHOT, Texts.of("{0} took a snapshot", who));
        case "Snapshot.5", "Snapshot.6" ->
            mark(entry, Sign.SNAPSHOT, Texts.of("{0} installed a snapshot", who));
        case "CheckQuorum.1" ->
            mark(entry, Sign.STEP_DOWN, Texts.of("{0} stepped down: it heard no majority", who));
        default -> {
          // The marks above tell of it, or it is no event of its own.
        }
      }
    }
  }

  /** The same of a recorded step, which names no rules: told by what it changed. */
  private void withoutRules(JournalEntry entry) {
    String who = NodeNames.of(entry.nodeId());
    Changes changed = entry.changed();
    Event event = entry.event();
    if (event instanceof Event.ChangeConfig && changed.voters().isPresent()) {
      mark(entry, Sign.CONFIG, Texts.of("{0} began a change of the configuration", who));
    } else if (event instanceof Event.TransferLeadership asked
        && entry.actions().replies().isEmpty()) {
      mark(entry, Sign.TRANSFER, Texts.of("{0} hands over to {1}", who, NodeNames.of(asked.to())));
    } else if (changed.snapshotIndex(0) > 0) {
      boolean installed = event instanceof Rpc.InstallSnapshot;
      mark(
          entry,
          Sign.SNAPSHOT,
          installed
              ? Texts.of("{0} installed a snapshot", who)
              : Texts.of("{0} took a snapshot", who));
    } else if (event instanceof Event.HeartbeatTimeout && changed.role() != null) {
      mark(entry, Sign.STEP_DOWN, Texts.of("{0} stepped down: it heard no majority", who));
    }
  }

  private void deed(LabEvent event) {
    Sign sign =
        switch (event.deed()) {
          case Deed.Killed _, Deed.Failed _, Deed.Stopped _, Deed.ServerKilled _, Deed.Wiped _ ->
              Sign.KILL;
          case Deed.Restarted _,
              Deed.Reconnected _,
              Deed.ServerStarted _,
              Deed.ServerRestarted _,
              Deed.Started _,
              Deed.Opened _,
              Deed.Resumed _ ->
              Sign.RESTART;
          case Deed.Isolated _, Deed.Partitioned _ -> Sign.CUT;
          case Deed.LinkChanged changed ->
              changed.nowCut()
                  ? Sign.CUT
                  : changed.rule().equals(LinkRule.OK) ? Sign.OTHER : Sign.PAUSE;
          case Deed.Broken _ -> Sign.BROKEN;
          case Deed.Paused _ -> Sign.PAUSE;
          case Deed.Healed _, Deed.FaultOver _, Deed.FaultsEnded _ -> Sign.HEAL;
          case Deed.Refused _ -> Sign.REFUSED;
          case Deed.Acted _,
              Deed.LinksSet _,
              Deed.FaultTimed _,
              Deed.DiskSlowed _,
              Deed.LinkDelayed _,
              Deed.TimedOut _,
              Deed.TimersAligned _,
              Deed.TimersSpread _,
              Deed.ClockRate _,
              Deed.ClockJumped _,
              Deed.ElectionRange _,
              Deed.LoadStarted _,
              Deed.LoadStopped _,
              Deed.Sent _,
              Deed.Held _,
              Deed.Released _,
              Deed.Steered _,
              Deed.HeldTooMany _,
              Deed.Added _,
              Deed.Removed _ ->
              Sign.OTHER;
          // The steps themselves leave marks.
          case Deed.Submitted _, Deed.Answered _, Deed.Snapshot _, Deed.SpeedSet _ -> null;
        };
    if (sign != null) {
      mark(new Mark(event.at(), sign, DeedText.of(event.deed())));
    }
  }
}

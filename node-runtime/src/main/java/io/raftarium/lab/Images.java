package io.raftarium.lab;

import io.raftarium.lab.NodeImage.Counters;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.WholeEntry;
import io.raftarium.time.Countdown;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the whole rows of a moment's nodes of what was seen of them, or says why it cannot. */
final class Images {
  /** An id that a step set: node, incarnation, step, place. */
  private static final Pattern ID =
      Pattern.compile("[0-9]{1,9}\\.([0-9]{1,15})\\.([0-9]{1,15})\\.[0-9]{1,9}");

  private final Origin origin;
  private final Moment moment;
  private final KnownEntries known;

  private Images(Origin origin) {
    this.origin = origin;
    this.moment = origin.moment();
    this.known = new KnownEntries(origin);
  }

  /**
   * All of them, in the order of their ids.
   *
   * @throws LabException with a sentence for a person where something of them is not known
   */
  static List<NodeImage> of(Origin origin) {
    Images images = new Images(origin);
    List<NodeImage> all = new ArrayList<>();
    for (NodeView node : origin.moment().view().nodes().values()) {
      all.add(images.image(node));
    }
    if (all.isEmpty()) {
      throw new LabException("There is no node at this moment.");
    }
    return List.copyOf(all);
  }

  private NodeImage image(NodeView node) {
    if (!node.known()) {
      throw new LabException("The rows of node " + node.id() + " were never read.");
    }
    if (node.state().underWay().incomingIndex() != 0) {
      throw new LabException(
          "Node "
              + node.id()
              + " is being sent a snapshot in pieces at this moment, and the pieces that it has are"
              + " not kept; choose a moment before or after.");
    }
    NavigableMap<Long, WholeEntry> log = log(node);
    long start = log.isEmpty() ? node.lastLogIndex() : log.firstKey() - 1;
    Long startTerm =
        log.isEmpty()
            ? Long.valueOf(node.lastLogTerm())
            : start == 0
                ? Long.valueOf(0)
                : start == node.snapshotIndex()
                    ? Long.valueOf(node.snapshotTerm())
                    : known.termBefore(log.firstKey(), log.firstEntry().getValue().term());
    if (startTerm == null) {
      // Behind a snapshot the log may begin anywhere: one later, where the term is known.
      WholeEntry first = log.pollFirstEntry().getValue();
      start++;
      startTerm = first.term();
    }
    return new NodeImage(
        node,
        bootstrap(node),
        start,
        startTerm,
        log,
        node.snapshotIndex() == 0 ? null : snapshot(node),
        counters(node),
        heardAt(node));
  }

  private NavigableMap<Long, WholeEntry> log(NodeView node) {
    TreeMap<Long, WholeEntry> log = new TreeMap<>();
    long index = node.lastLogIndex();
    Long term = node.lastLogTerm();
    long seenFrom = node.log().isEmpty() ? index + 1 : node.log().getFirst().index();
    long needed = Math.min(seenFrom, node.snapshotIndex() + 1);
    while (index >= needed && index > 0) {
      LogEntry seen = node.entry(index);
      long at = seen == null ? term == null ? -1 : term : seen.term();
      WholeEntry entry = known.entry(index, at);
      if (entry == null) {
        throw new LabException(
            "What stood in the log of node "
                + node.id()
                + " up to entry "
                + index
                + " is no longer kept: this moment cannot be opened.");
      }
      if (known.sessions() && entry.at() == null) {
        throw new LabException(
            "Clients had sessions, and of entry "
                + index
                + " nobody knows any longer in which it was written: this moment cannot be opened.");
      }
      log.put(index, entry);
      term = index == 1 ? Long.valueOf(0) : before(node, index, at);
      index--;
    }
    return log;
  }

  private @Nullable Long before(NodeView node, long index, long term) {
    LogEntry seen = node.entry(index - 1);
    if (seen != null) {
      return seen.term();
    }
    return index - 1 == node.snapshotIndex()
        ? Long.valueOf(node.snapshotTerm())
        : known.termBefore(index, term);
  }

  /** Those of all nodes at one index are the same. */
  private Stored.Snapshot snapshot(NodeView node) {
    return origin.stored().snapshots().stream()
        .filter(kept -> kept.index() == node.snapshotIndex() && kept.term() == node.snapshotTerm())
        .findFirst()
        .or(() -> seenSnapshot(node))
        .orElseThrow(() ->
            new LabException(
                "The snapshot of node "
                    + node.id()
                    + " at entry "
                    + node.snapshotIndex()
                    + " is no longer kept, and neither is a moment at which a node had applied just"
                    + " that much: this moment cannot be opened."));
  }

  /** State Machine Safety: who had applied just as much had just that content. */
  private Optional<Stored.Snapshot> seenSnapshot(NodeView node) {
    long index = node.snapshotIndex();
    if (known.sessions()) {
      return Optional.empty();
    }
    return Stream.concat(Stream.of(moment.view()), origin.earlier().reversed().stream())
        .flatMap(view -> view.nodes().values().stream())
        .filter(seen -> seen.lastApplied() == index && seen.configIndex() <= index)
        .filter(seen -> seen.currentTerm() >= node.snapshotTerm())
        .findFirst()
        .map(seen ->
            new Stored.Snapshot(
                index,
                node.snapshotTerm(),
                config(seen.state().config()),
                0,
                List.of(content(seen))));
  }

  private static JsonNode content(NodeView seen) {
    ObjectNode chunk = JsonNodeFactory.instance.objectNode();
    ArrayNode map = chunk.putArray("kv");
    seen.keyValues()
        .values()
        .forEach(held -> map.addArray().add(held.key()).add(held.value()).add(held.logIndex()));
    chunk.putArray("sessions");
    return chunk.put("log_time", 0);
  }

  static ObjectNode config(Configuration config) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    config.voters().forEach(json.putArray("voters")::add);
    config.outgoing().forEach(json.putArray("outgoing")::add);
    config.learners().forEach(json.putArray("learners")::add);
    return json;
  }

  /** As long as its log had no configuration, the one in force was that. */
  private Configuration bootstrap(NodeView node) {
    return Stream.concat(origin.earlier().stream(), Stream.of(moment.view()))
        .map(view -> view.nodes().get(node.id()))
        .filter(seen -> seen != null && seen.known())
        .findFirst()
        .filter(seen -> seen.configIndex() == 0 && seen.snapshotIndex() == 0)
        .map(seen -> seen.state().config())
        .orElseGet(() -> new Configuration(everybody(), List.of(), List.of()));
  }

  private List<Integer> everybody() {
    return List.copyOf(moment.view().nodes().keySet());
  }

  private Counters counters(NodeView node) {
    long incarnation = 0;
    long steps = 0;
    long rounds = 0;
    Stream<Rpc> messages =
        Stream.concat(
            moment.wire().stream().map(message -> message.rpc()),
            journal().flatMap(step -> step.actions().sent().stream()));
    for (Rpc rpc : messages.toList()) {
      rounds = Math.max(rounds, rpc.round());
      Matcher id = ID.matcher(rpc.id());
      if (rpc.from() == node.id() && id.matches()) {
        incarnation = Math.max(incarnation, Long.parseLong(id.group(1)));
        steps = Math.max(steps, Long.parseLong(id.group(2)));
      }
    }
    return new Counters(incarnation + 1, steps + 1, rounds + 1);
  }

  private Stream<JournalEntry> journal() {
    ClusterView newest = moment.view();
    ClusterView earlier = origin.earlier().isEmpty() ? newest : origin.earlier().getLast();
    return Stream.concat(newest.journal().stream(), earlier.journal().stream());
  }

  /** Whoever follows a leader heard it when its election timer began. */
  private @Nullable Long heardAt(NodeView node) {
    NodeStatus process = moment.processes().get(node.id());
    Countdown timer = process == null ? null : process.election();
    boolean follows = node.leaderId() != null && node.leaderId() != node.id();
    return follows && timer != null
        ? Long.valueOf(TimeUnit.NANOSECONDS.toMillis(timer.start().nanos()))
        : null;
  }
}

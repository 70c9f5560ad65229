package io.raftarium.app.spacetime;

import io.raftarium.app.Rows;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Happening;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.record.Tape;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A tape as a cluster writes it under load: rounds of a leader, a new leader now and then. */
final class MadeTape {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final int ROUNDS_OF_A_TERM = 400;

  private final List<Happening> happenings = new ArrayList<>();
  private final int nodes;
  private long micros;
  private long message;
  private long version;
  private long view;
  private long events;

  MadeTape(int nodes) {
    this.nodes = nodes;
  }

  /** So many happenings, or a few more. */
  Tape tape(int many) {
    for (int round = 0; happenings.size() < many; round++) {
      long term = 1L + round / ROUNDS_OF_A_TERM;
      int leader = (int) (term % nodes) + 1;
      if (round % ROUNDS_OF_A_TERM == 0) {
        elected(leader, term);
      }
      if (round % ROUNDS_OF_A_TERM == ROUNDS_OF_A_TERM / 2) {
        done(new Deed.Healed());
      }
      round(leader, term, round);
      micros += 20_000;
    }
    return Tape.of(happenings);
  }

  private void add(Function<Stamp, Happening> made) {
    micros += 150;
    Stamp stamp =
        new Stamp(
            happenings.size() + 1L,
            START.plusNanos(micros * 1_000),
            new LabTime(micros * 1_000),
            micros * 1_000);
    happenings.add(made.apply(stamp));
  }

  /** A node takes an event; the number of the step. */
  long step(int node, String event, String taken) {
    version++;
    NodeStatus process =
        new NodeStatus(node, NodeStatus.State.RUNNING, null, null, Duration.ZERO, "here");
    add(stamp -> new Happening.Stepped(stamp, process, event, taken, version));
    return happenings.size();
  }

  /** A message leaves; its number. */
  long sent(int from, int to, String type, long term, String more) {
    long number = ++message;
    Rpc rpc =
        Rpc.of(
            ExactJson.MAPPER.readTree(
                String.format(
                    Locale.ROOT,
                    "{\"type\":\"%s\",\"id\":\"m%d\",\"from\":%d,\"to\":%d,\"term\":%d%s}",
                    type,
                    number,
                    from,
                    to,
                    term,
                    more)));
    add(stamp ->
        new Happening.Sent(
            stamp,
            new WireMessage(
                number, from, to, rpc, Countdown.from(stamp.labAt(), 5), 0, Fate.FLYING)));
    return number;
  }

  void ended(long number, Fate fate) {
    add(stamp -> new Happening.Ended(stamp, number, fate));
  }

  void done(Deed deed) {
    add(stamp -> new Happening.Done(stamp, new LabEvent(++events, stamp.at(), deed)));
  }

  /** Rows are read in which a node leads. */
  void elected(int leader, long term) {
    step(leader, "RequestVoteReply", "");
    JournalEntry entry =
        Rows.step(
            leader,
            version,
            "{\"type\":\"ElectionTimeout\"}",
            "{}",
            "{\"role\":\"leader\",\"current_term\":" + term + "}");
    NodeView[] rows = new NodeView[nodes];
    for (int node = 1; node <= nodes; node++) {
      Role role = node == leader ? Role.LEADER : Role.FOLLOWER;
      rows[node - 1] = Rows.node(node, role, term, 0, Rows.log(1));
    }
    add(stamp -> new Happening.Read(stamp, Rows.view(++view, List.of(entry), rows)));
  }

  private void round(int leader, long term, int round) {
    step(leader, "HeartbeatTimeout", "");
    String entries =
        round % 3 == 0
            ? ",\"prev_log_index\":" + round + ",\"entries\":[{}]"
            : ",\"prev_log_index\":" + round;
    List<Long> away = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      if (node != leader) {
        away.add(sent(leader, node, "AppendEntries", term, entries));
      }
    }
    int node = 0;
    for (long number : away) {
      node = node + 1 == leader ? node + 2 : node + 1;
      boolean lost = (round + node) % 40 == 0;
      ended(number, lost ? Fate.LOST : Fate.DELIVERED);
      if (!lost) {
        step(node, "AppendEntries", "m" + number);
        long reply = sent(node, leader, "AppendEntriesReply", term, ",\"success\":true");
        ended(reply, Fate.DELIVERED);
        step(leader, "AppendEntriesReply", "m" + reply);
      }
    }
  }

  /** What was added so far. */
  Tape tape() {
    return Tape.of(happenings);
  }
}

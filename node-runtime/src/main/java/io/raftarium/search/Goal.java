package io.raftarium.search;

import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a state is what is wished for, and if not, how many moves it takes at the least: that is
 * what a search goes by.
 */
final class Goal {
  private final Wish wish;
  private final Transitions transitions;
  private final List<NodeSeen> start;

  /** Nodes that stand still, but are what they are. A bit each. */
  private final int frozen;

  Goal(Wish wish, Transitions transitions, List<NodeSeen> start, int frozen) {
    this.wish = wish;
    this.transitions = transitions;
    this.start = start;
    this.frozen = frozen;
  }

  /** What is to be remembered after a step of a node. */
  Past after(Past past, NodeSeen node, boolean runs) {
    return switch (wish) {
      case Wish.TwoLeaders two when two.oneTerm() && runs && node.leads() ->
          past.with(new Past.Led(node.term(), node.node()));
      case Wish.AcknowledgedLost _ when node.committedCommand() > past.told().index() ->
          past.with(
              new Past.Told(
                  node.committedCommand(), node.termAt(node.committedCommand()), node.term()));
      default -> past;
    };
  }

  /** The least number of moves from here; 0 where the wish has come true. */
  int distance(World world) {
    return switch (wish) {
      case Wish.TwoLeaders two -> two.oneTerm() ? oneTerm(world) : twoLeaders(world);
      case Wish.BecomesLeader(int node) -> becomes(world, node);
      case Wish.Overwritten gone -> overwritten(world, gone);
      case Wish.Commits commits -> commits(world, commits);
      case Wish.AcknowledgedLost _ -> lost(world);
    };
  }

  private int twoLeaders(World world) {
    return places(world).map(place -> leads(world, place)).sorted().limit(2).sum();
  }

  private int oneTerm(World world) {
    List<Past.Led> led = world.past.led();
    for (int i = 1; i < led.size(); i++) {
      if (led.get(i).term() == led.get(i - 1).term()) {
        return 0;
      }
    }
    // Either two more elections, or one in a term that somebody has led.
    int least = places(world).map(place -> leadsAnew(world, place)).sorted().limit(2).sum();
    for (Past.Led leader : led) {
      for (int place = 0; place < world.images.length; place++) {
        NodeSeen now = seen(world, place);
        boolean may =
            now.term() < leader.term()
                || (now.term() == leader.term() && now.role() == Role.CANDIDATE);
        if (may && now.node() != leader.node()) {
          least = Math.min(least, Math.max(1, leads(world, place)));
        }
      }
    }
    return least;
  }

  /** The least number of moves until a node leads a term that it does not lead now. */
  private int leadsAnew(World world, int place) {
    boolean leads = lives(world, place) && seen(world, place).leads();
    return leads ? 1 + leads(world, place, Role.FOLLOWER) : leads(world, place);
  }

  private int becomes(World world, int node) {
    for (int place = 0; place < world.images.length; place++) {
      NodeSeen now = seen(world, place);
      if (now.node() == node) {
        NodeSeen before = start.get(place);
        boolean still = before.leads() && now.term() == before.term();
        return still ? leadsAnew(world, place) : leads(world, place);
      }
    }
    return Bounds.MOST_STEPS + 1;
  }

  private int overwritten(World world, Wish.Overwritten gone) {
    int least = Bounds.MOST_STEPS;
    for (int place = 0; place < world.images.length; place++) {
      NodeSeen now = seen(world, place);
      boolean holds = now.holds(gone.index(), gone.term());
      boolean held =
          (gone.node() == 0 || gone.node() == now.node())
              && start.get(place).holds(gone.index(), gone.term());
      if (held && !holds) {
        return 0;
      }
      if (!holds) {
        least = Math.min(least, leads(world, place) + 1);
      }
    }
    return least == Bounds.MOST_STEPS ? 1 : least;
  }

  private int commits(World world, Wish.Commits wished) {
    int least = Bounds.MOST_STEPS;
    for (int place = 0; place < world.images.length; place++) {
      NodeSeen now = seen(world, place);
      boolean holds = now.holds(wished.index(), wished.term());
      if (holds && now.commit() >= wished.index()) {
        return 0;
      }
      if (holds) {
        int leads = leads(world, place);
        least = Math.min(least, leads == 0 ? 1 : leads + (now.votesNeeded() > 0 ? 2 : 0));
      }
    }
    return least == Bounds.MOST_STEPS ? 1 : least;
  }

  private int lost(World world) {
    Past.Told told = world.past.told();
    if (told.index() == 0) {
      return 2;
    }
    int least = Bounds.MOST_STEPS;
    for (int place = 0; place < world.images.length; place++) {
      NodeSeen now = seen(world, place);
      if (!now.holds(told.index(), told.term())) {
        int leads = leads(world, place);
        if (leads == 0 && now.term() > told.in()) {
          return 0;
        }
        least = Math.min(least, Math.max(1, leads));
      }
    }
    return least == Bounds.MOST_STEPS ? 1 : least;
  }

  private IntStream places(World world) {
    return IntStream.range(0, world.images.length);
  }

  private NodeSeen seen(World world, int place) {
    return transitions.seen(world.images[place]);
  }

  /** Whether it stands still for the whole search. */
  boolean frozen(int place) {
    return (frozen & (1 << place)) != 0;
  }

  private boolean lives(World world, int place) {
    return world.runs(place) || frozen(place);
  }

  /** The least number of moves until a node leads; 0 where it does. */
  private int leads(World world, int place) {
    if (!lives(world, place)) {
      return 1 + leads(world, place, Role.FOLLOWER);
    }
    return leads(world, place, seen(world, place).role());
  }

  private int leads(World world, int place, Role role) {
    NodeSeen node = seen(world, place);
    int others = node.votesNeeded();
    return switch (role) {
      case LEADER -> 0;
      case CANDIDATE -> Math.max(1, votes(world, node, others - granted(node), false));
      case PRE_CANDIDATE ->
          Math.max(1, votes(world, node, others - granted(node), true)) + 2 * others;
      case FOLLOWER -> {
        int whole = 1 + (node.preVote() ? votes(world, node, others, true) : 0) + 2 * others;
        yield told(world, node) ? Math.min(whole, 1 + 2 * others) : whole;
      }
    };
  }

  private static int granted(NodeSeen node) {
    return (int) node.granted().stream().filter(id -> id != node.node()).count();
  }

  /** A vote takes two messages, of which one may be under way that grants it. */
  private int votes(World world, NodeSeen node, int missing, boolean preVote) {
    int granting = 0;
    for (int message : world.wire) {
      if (transitions.message(message) instanceof Rpc.RequestVoteReply reply
          && reply.to() == node.node()
          && reply.granted()
          && reply.preVote() == preVote) {
        granting++;
      }
    }
    return Math.max(0, 2 * missing - Math.min(missing, granting));
  }

  /** Whether a leader has told it to campaign at once. */
  private boolean told(World world, NodeSeen node) {
    for (int message : world.wire) {
      if (transitions.message(message) instanceof Rpc.TimeoutNow now && now.to() == node.node()) {
        return true;
      }
    }
    return false;
  }
}

package io.raftarium.fault;

import io.raftarium.protocol.Rpc;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import io.raftarium.transport.Transport;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.WireListener;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets every message fly for as long as its link takes, by the laboratory's clock, and does to it
 * what the link's rule says. A listener is told of each message when it is sent and when it ends.
 */
public final class FaultyTransport implements Transport {
  /** Messages that may fly at once; one more is lost, as a network under load may do. */
  static final int MAX_FLYING = 5_000;

  private final LabClock clock;
  private final LinkRules rules;
  private final Transport receivers;
  private volatile long baseDelay;
  private final Random random;
  private final ReentrantLock lock = new ReentrantLock();
  private final SortedMap<Long, Flight> flying = new TreeMap<>();

  /** Messages that have left their link, whose fate the receiving end has not told yet. */
  private final Set<Long> handedOver = new HashSet<>();

  private final WireListener listener;
  private long lastNumber;

  private record Flight(WireMessage message, LabClock.Alarm arrival) {}

  /**
   * Puts the rules in front of the receivers.
   *
   * @param baseDelay what every link takes before any rule
   * @param seed of jitter, loss and duplication
   * @param listener hears of every message
   */
  public FaultyTransport(
      LabClock clock,
      LinkRules rules,
      Transport receivers,
      Duration baseDelay,
      long seed,
      WireListener listener) {
    this.clock = clock;
    this.rules = rules;
    this.receivers = receivers;
    this.baseDelay = baseDelay.toNanos();
    this.random = new Random(seed);
    this.listener = listener;
  }

  /** What every link takes before any rule. */
  public Duration baseDelay() {
    return Duration.ofNanos(baseDelay);
  }

  /** Changes what every link takes; messages under way keep their time. */
  public void baseDelay(Duration newBaseDelay) {
    baseDelay = newBaseDelay.toNanos();
  }

  @Override
  public boolean send(Rpc rpc) {
    if (baseDelay == 0
        && !listener.listens()
        && rules.rule(rpc.from(), rpc.to()).equals(LinkRule.OK)) {
      return receivers.send(rpc);
    }
    lock.lock();
    try {
      LinkRule rule = rules.rule(rpc.from(), rpc.to());
      launch(rpc, rule, rule.cut() || chance(rule.lossPercent()));
      if (!rule.cut() && chance(rule.duplicatePercent())) {
        launch(rpc, rule, chance(rule.lossPercent()));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void connect(int node, Inbox inbox) {
    receivers.connect(node, inbox);
  }

  @Override
  public void disconnect(int node, Inbox inbox) {
    receivers.disconnect(node, inbox);
  }

  /** Changes rules; what flies over a link that is cut now is lost. */
  public void change(SortedMap<Link, LinkRule> changes) {
    lock.lock();
    try {
      rules.put(changes);
      List<Flight> lost = new ArrayList<>();
      for (Flight flight : flying.values()) {
        Link link = new Link(flight.message.from(), flight.message.to());
        if (changes.getOrDefault(link, LinkRule.OK).cut()) {
          lost.add(flight);
        }
      }
      for (Flight flight : lost) {
        flight.arrival.cancel();
        end(flight.message, Fate.LOST);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Loses everything that flies, for a new cluster must not hear from the old one. */
  public void clear() {
    lock.lock();
    try {
      for (Flight flight : List.copyOf(flying.values())) {
        flight.arrival.cancel();
        end(flight.message, Fate.LOST);
      }
      listener.forgetEnded();
    } finally {
      lock.unlock();
    }
  }

  private void launch(Rpc rpc, LinkRule rule, boolean lost) {
    LabTime sentAt = clock.time();
    long jitter = rule.jitter().toNanos();
    long delay = baseDelay + rule.delay().toNanos() + (jitter == 0 ? 0 : draw(jitter));
    WireMessage message =
        new WireMessage(
            ++lastNumber, rpc.from(), rpc.to(), rpc, Countdown.from(sentAt, delay), 0, Fate.FLYING);
    listener.sent(message);
    if (lost || flying.size() >= MAX_FLYING) {
      listener.ended(message.number(), Fate.LOST);
      return;
    }
    // Never at once: while the clock is paused, nothing may arrive.
    LabClock.Alarm arrival = clock.schedule(Math.max(1, delay), () -> arrive(message.number()));
    flying.put(message.number(), new Flight(message, arrival));
  }

  private void arrive(long number) {
    lock.lock();
    try {
      Flight flight = flying.get(number);
      if (flight != null) {
        flying.remove(number);
        handedOver.add(number);
        receivers.send(flight.message.rpc(), fate -> landed(number, fate));
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(WireMessage message, Fate fate) {
    flying.remove(message.number());
    listener.ended(message.number(), fate);
  }

  private void landed(long number, Fate fate) {
    lock.lock();
    try {
      if (handedOver.remove(number)) {
        listener.ended(number, fate);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean chance(int percent) {
    return percent > 0 && random.nextInt(100) < percent;
  }

  private long draw(long bound) {
    return random.nextLong(bound + 1);
  }
}

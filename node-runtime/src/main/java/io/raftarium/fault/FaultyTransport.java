package io.raftarium.fault;

import io.raftarium.protocol.Rpc;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.transport.Transport;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Steer;
import io.raftarium.view.WireListener;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets every message fly for as long as its link takes, by the laboratory's clock, and does to it
 * what the link's rule says. A listener is told of each message when it is sent and when it ends.
 */
public final class FaultyTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(FaultyTransport.class);

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

  private final HoldingPen pen = new HoldingPen();

  /** Whether it was a message that stops which stopped the clock. */
  private boolean clockStopped;

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
        && pen.hold().isEmpty()
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
      for (WireMessage held : pen.all()) {
        if (changes.getOrDefault(new Link(held.from(), held.to()), LinkRule.OK).cut()) {
          drop(held);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets messages stop on their links from now on, also those that fly; what is held already and
   * would not stop any longer arrives. Time stands still: at once where everything stops, else with
   * the first message that does.
   */
  public void hold(Hold hold) {
    lock.lock();
    try {
      pen.hold(hold);
      for (WireMessage held : pen.all()) {
        if (!hold.stops(held.rpc())) {
          deliver(held);
        }
      }
      for (Flight flight : List.copyOf(flying.values())) {
        if (hold.stops(flight.message.rpc())) {
          flight.arrival.cancel();
          flying.remove(flight.message.number());
          stop(flight.message);
        }
      }
      if (hold.everything()) {
        stopClock();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Which messages stop; empty where none does. */
  public Optional<Hold> hold() {
    return pen.hold();
  }

  /** What is held, the oldest first. */
  public List<WireMessage> held() {
    lock.lock();
    try {
      return pen.all();
    } finally {
      lock.unlock();
    }
  }

  /**
   * No message stops any longer, and time goes on if it was this that stopped it.
   *
   * @param deliver whether what is held arrives, in order; else it is lost
   * @return how many messages were held
   */
  public int release(boolean deliver) {
    lock.lock();
    try {
      List<WireMessage> all = pen.all();
      pen.hold(null);
      all.forEach(deliver ? this::deliver : this::drop);
      if (clockStopped) {
        clockStopped = false;
        clock.resume();
      }
      return all.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does something with a message that is held.
   *
   * @param by how long it flies from now on, where it is delayed
   * @return false where it is not held any longer
   */
  public boolean steer(long number, Steer act, Duration by) {
    lock.lock();
    try {
      Optional<WireMessage> held = pen.find(number);
      held.ifPresent(message -> {
        switch (act) {
          case DELIVER -> deliver(message);
          case DROP -> drop(message);
          case DUPLICATE -> stop(sent(message.rpc(), message.flight().length()));
          case DELAY -> {
            pen.remove(message);
            WireMessage later = message.flying(Countdown.from(clock.time(), by.toNanos()));
            listener.held(number, later.flight());
            fly(later);
          }
        }
      });
      return held.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /** Loses everything under way, for a new cluster must not hear from the old one. */
  public void clear() {
    lock.lock();
    try {
      int _ = release(false);
      for (Flight flight : List.copyOf(flying.values())) {
        flight.arrival.cancel();
        end(flight.message, Fate.LOST);
      }
      listener.forgetEnded();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts messages on their links that were under way elsewhere, with the time that they have; those
   * that were held are held again.
   *
   * @param hold which messages stopped there
   */
  public void putBack(List<WireMessage> messages, Optional<Hold> hold) {
    lock.lock();
    try {
      pen.hold(hold.orElse(null));
      for (WireMessage message : messages) {
        if (message.fate() == Fate.HELD && hold.isPresent()) {
          lastNumber = Math.max(lastNumber, message.number());
          listener.sent(message.flying(message.flight()));
          stop(message.flying(message.flight()));
          continue;
        }
        long left = message.flight().end().since(clock.time());
        lastNumber = Math.max(lastNumber, message.number());
        listener.sent(message);
        LabClock.Alarm arrival = clock.schedule(Math.max(1, left), () -> arrive(message.number()));
        flying.put(message.number(), new Flight(message, arrival));
      }
    } finally {
      lock.unlock();
    }
  }

  private void launch(Rpc rpc, LinkRule rule, boolean lost) {
    long jitter = rule.jitter().toNanos();
    long delay = baseDelay + rule.delay().toNanos() + (jitter == 0 ? 0 : draw(jitter));
    WireMessage message = sent(rpc, delay);
    if (lost) {
      listener.ended(message.number(), Fate.LOST);
    } else if (pen.stops(rpc)) {
      stop(message);
    } else {
      fly(message);
    }
  }

  private WireMessage sent(Rpc rpc, long delay) {
    WireMessage message =
        new WireMessage(
            ++lastNumber,
            rpc.from(),
            rpc.to(),
            rpc,
            Countdown.from(clock.time(), delay),
            0,
            Fate.FLYING);
    listener.sent(message);
    return message;
  }

  private void fly(WireMessage message) {
    if (flying.size() >= MAX_FLYING) {
      listener.ended(message.number(), Fate.LOST);
      return;
    }
    // Never at once: while the clock is paused, nothing may arrive.
    LabClock.Alarm arrival =
        clock.schedule(Math.max(1, message.flight().length()), () -> arrive(message.number()));
    flying.put(message.number(), new Flight(message, arrival));
  }

  private void stop(WireMessage message) {
    stopClock();
    if (!pen.full()) {
      pen.put(message.held());
      listener.held(message.number(), null);
      return;
    }
    listener.ended(message.number(), Fate.LOST);
    if (pen.overflows()) {
      LOG.warn("As many messages are held as can be, {}; more are lost", HoldingPen.MOST);
      listener.overflowed(HoldingPen.MOST);
    }
  }

  private void stopClock() {
    if (!clock.paused()) {
      clockStopped = true;
      clock.pause();
    }
  }

  private void deliver(WireMessage held) {
    pen.remove(held);
    handOver(held);
  }

  private void drop(WireMessage held) {
    pen.remove(held);
    listener.ended(held.number(), Fate.LOST);
  }

  private void handOver(WireMessage message) {
    long number = message.number();
    handedOver.add(number);
    receivers.send(message.rpc(), fate -> landed(number, fate));
  }

  private void arrive(long number) {
    lock.lock();
    try {
      Flight flight = flying.get(number);
      if (flight != null) {
        flying.remove(number);
        handOver(flight.message);
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

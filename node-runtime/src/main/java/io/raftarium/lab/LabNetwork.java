package io.raftarium.lab;

import io.raftarium.record.Tape;
import io.raftarium.view.Deed;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Steer;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The links of a laboratory. */
final class LabNetwork implements Lab.Network {
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  private final Links links;
  private final Supplier<Set<Integer>> ids;
  private final IntConsumer known;
  private final Tape tape;
  private final Consumer<Deed> telling;
  private final Verbs quick;
  private final Consumer<Wiring> looking;

  /**
   * Links between nodes.
   *
   * @param ids of all nodes
   * @param known refuses where there is no such node
   * @param telling told what was done
   * @param looking told how the links are before they are changed
   */
  LabNetwork(
      Links links,
      Supplier<Set<Integer>> ids,
      IntConsumer known,
      Tape tape,
      Consumer<Deed> telling,
      Verbs quick,
      Consumer<Wiring> looking) {
    this.looking = looking;
    this.links = links;
    this.ids = ids;
    this.known = known;
    this.tape = tape;
    this.telling = telling;
    this.quick = quick;
  }

  @Override
  public SortedMap<Link, LinkRule> links() {
    return links.rules().all();
  }

  @Override
  public SortedMap<String, SortedSet<Integer>> partition() {
    return links.partition();
  }

  @Override
  public List<WireMessage> wire() {
    return tape.wire();
  }

  @Override
  public Duration delay() {
    return links.delay();
  }

  @Override
  public void delay(Duration delay) {
    quick.run(() -> {
      if (delay.isNegative()) {
        throw new LabException(
            "The delay of a link is 0 or more, not " + delay.toMillis() + " ms.");
      }
      links.delay(delay);
      telling.accept(new Deed.LinkDelayed(delay));
    });
  }

  @Override
  public void link(int from, int to, LinkRule rule) {
    quick.run(() -> {
      known.accept(from);
      known.accept(to);
      if (from == to) {
        throw new LabException("A node has no link to itself.");
      }
      looking.accept(Wiring.of(this));
      boolean nowCut = rule.cut() && !links.rules().rule(from, to).cut();
      links.set(from, to, rule);
      telling.accept(new Deed.LinkChanged(from, to, rule, nowCut));
    });
  }

  @Override
  public void isolate(Set<Integer> isolated) {
    quick.run(() -> {
      isolated.forEach(known::accept);
      looking.accept(Wiring.of(this));
      links.isolate(ids.get(), isolated);
      telling.accept(new Deed.Isolated(Collections.unmodifiableSortedSet(new TreeSet<>(isolated))));
    });
  }

  @Override
  public void partition(SortedMap<String, SortedSet<Integer>> groups) {
    quick.run(() -> {
      groups.values().forEach(members -> members.forEach(known::accept));
      looking.accept(Wiring.of(this));
      links.partition(ids.get(), groups);
      telling.accept(new Deed.Partitioned(links.partition()));
    });
  }

  @Override
  public void heal() {
    quick.run(() -> {
      looking.accept(Wiring.of(this));
      links.heal();
      telling.accept(new Deed.Healed());
    });
  }

  @Override
  public void set(SortedMap<Link, LinkRule> changes, SortedMap<String, SortedSet<Integer>> groups) {
    quick.run(() -> {
      looking.accept(Wiring.of(this));
      links.set(changes, groups);
      telling.accept(new Deed.LinksSet(changes.size()));
    });
  }

  @Override
  public Optional<Hold> hold() {
    return links.carrier().hold();
  }

  @Override
  public void hold(Hold hold) {
    quick.run(() -> {
      for (Link link : hold.links()) {
        known.accept(link.from());
        known.accept(link.to());
      }
      links.carrier().hold(hold);
      telling.accept(new Deed.Held(hold));
    });
  }

  @Override
  public void release(boolean deliver) {
    quick.run(() -> {
      int messages = links.carrier().release(deliver);
      telling.accept(new Deed.Released(messages, deliver));
    });
  }

  @Override
  public void steer(long message, Steer act, Duration by) {
    quick.run(() -> {
      if (by.isNegative() || by.compareTo(LONGEST_DELAY) > 0) {
        throw new LabException("A message is delayed by 0 to " + LONGEST_DELAY.toSeconds() + " s.");
      }
      Optional<WireMessage> held = held().filter(each -> each.number() == message).findFirst();
      WireMessage found = held.orElseThrow(() -> gone(message));
      if (!links.carrier().steer(found, act, by)) {
        throw gone(message);
      }
      told(found, act, by);
    });
  }

  private static LabException gone(long message) {
    return new LabException("Message " + message + " is not held any longer.");
  }

  private Stream<WireMessage> held() {
    return tape.wire().stream().filter(each -> each.fate() == WireMessage.Fate.HELD);
  }

  private void told(WireMessage message, Steer act, Duration by) {
    telling.accept(
        new Deed.Steered(
            act, message.number(), message.from(), message.to(), message.rpc().type(), by));
  }

  @Override
  public long deliverNext() {
    long[] number = new long[1];
    quick.run(() -> {
      WireMessage next =
          held()
              .min(Comparator.comparing(each -> each.flight().start()))
              .orElseThrow(() -> new LabException("No message is held now."));
      if (!links.carrier().steer(next, Steer.DELIVER, Duration.ZERO)) {
        throw gone(next.number());
      }
      told(next, Steer.DELIVER, Duration.ZERO);
      number[0] = next.number();
    });
    return number[0];
  }
}

package io.raftarium.record;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.StepResult;
import io.raftarium.record.Happening.Read;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Served;
import io.raftarium.view.Sorted;
import io.raftarium.view.Submission;
import io.raftarium.view.WireListener;
import io.raftarium.view.WireMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that happens in a laboratory, as one numbered sequence, and what there was at each moment of
 * it. It keeps what a bounded memory holds: the oldest happenings go first. Safe for any thread.
 *
 * <p>It lies in segments; each begins with the whole of what there was, so that any moment is a few
 * hundred happenings away from a known one. A segment that is full is packed.
 */
public final class Tape implements WireListener {
  /** Views within which the rows of a step that was just committed are read. */
  private static final int LOOK_AHEAD = 4;

  private static final int MOST_UNPACKED = 8;
  private static final long USUAL_BYTES = 96L << 20;

  private final Supplier<LabTime> time;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Segment> segments = new ArrayList<>();
  private final Markers markers = new Markers();
  private Scene scene;
  private Segment newest;
  private Stamp last;
  private long lastEvent;
  private long bytes;

  /** The happening after which the rows were those of another cluster. */
  private long anew;

  private @Nullable List<Read> reads;

  /** The segments that were looked at last. */
  private final Map<Segment, List<Happening>> unpacked =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Segment, List<Happening>> eldest) {
          return size() > MOST_UNPACKED;
        }
      };

  /** An empty one, of the time that a clock tells. */
  public Tape(LabClock clock) {
    this(clock, USUAL_BYTES);
  }

  /**
   * Bounds it.
   *
   * @param maxBytes that it holds at most, roughly
   */
  Tape(LabClock clock, long maxBytes) {
    this(
        clock::time,
        maxBytes,
        new Scene(),
        new Stamp(0, Instant.EPOCH, LabTime.START, System.nanoTime()));
  }

  /**
   * One that is filled with what was recorded, from what there was before.
   *
   * @param before the newest happening before the first
   */
  static Tape of(Checkpoint before, long maxBytes) {
    LabTime still = before.stamp().labAt();
    return new Tape(() -> still, maxBytes, Scene.of(before), before.stamp());
  }

  private Tape(Supplier<LabTime> time, long maxBytes, Scene scene, Stamp last) {
    this.time = time;
    this.maxBytes = maxBytes;
    this.scene = scene;
    this.last = last;
    this.lastEvent = scene.events().stream().mapToLong(LabEvent::number).max().orElse(0);
    this.newest = begin(last, scene.copy());
  }

  /** All of what was recorded, in order, from number 1 on; as long as it is. */
  public static Tape of(Iterable<Happening> recorded) {
    Stamp before = new Stamp(0, Instant.EPOCH, LabTime.START, 0);
    Tape tape = of(new Scene().checkpoint(before, false), Long.MAX_VALUE);
    recorded.forEach(tape::append);
    return tape;
  }

  /** Rows were read that differ from those before. */
  public void read(ClusterView view) {
    add(stamp -> new Read(stamp, view));
  }

  /** The rows are those of another cluster from now on: the past is no past of theirs. */
  public void forgetRows() {
    lock.lock();
    try {
      scene.forgetRows();
      segments.clear();
      bytes = 0;
      reads = null;
      unpacked.clear();
      newest = begin(last, scene.copyOfFlying());
      markers.forgetBefore(Long.MAX_VALUE);
      anew = last.number();
    } finally {
      lock.unlock();
    }
  }

  /** The happenings that do not follow from those before them: there another life begins. */
  public List<Long> beginnings() {
    lock.lock();
    try {
      return segments.stream()
          .filter(segment -> segment.anew)
          .map(segment -> segment.begins)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Goes on from what was recorded, which does not follow from what there is. */
  void goOn(Checkpoint from) {
    lock.lock();
    try {
      if (!newest.open().isEmpty()) {
        pack(newest);
      }
      scene = Scene.of(from);
      last = from.stamp();
      newest = begin(last, scene.copy());
      newest.anew = true;
    } finally {
      lock.unlock();
    }
  }

  /** The happening after which the rows were those of another cluster; 0 where there is none. */
  long anew() {
    lock.lock();
    try {
      return anew;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What there was before a happening.
   *
   * @param number of the happening, or the nearest that is kept
   * @param begins whether what was told before does not lead to it
   */
  Checkpoint before(long number, boolean begins) {
    Then then = folded(number, happening -> happening.number() < number);
    Stamp stamp = then.stamp;
    if (stamp.number() >= number) {
      stamp = new Stamp(number - 1, stamp.at(), stamp.labAt(), stamp.nanos());
    }
    return then.scene.checkpoint(stamp, begins);
  }

  /** A process took an event; what it came to. */
  public void stepped(NodeStatus process, Event event, StepResult result) {
    String message = event instanceof Rpc rpc ? rpc.id() : "";
    stepped(process, event.type(), message, result.version());
  }

  /**
   * The same of a process elsewhere.
   *
   * @param event its type
   * @param message the id of the message that it was; empty where it was none
   */
  public void stepped(NodeStatus process, String event, String message, long version) {
    add(stamp -> new Happening.Stepped(stamp, process, event, message, version));
  }

  /** A message was sent. */
  @Override
  public void sent(WireMessage message) {
    add(stamp -> new Happening.Sent(stamp, message));
  }

  /** A message has stopped on its link, or goes on. */
  @Override
  public void held(long message, @Nullable Countdown on) {
    add(stamp -> new Happening.Held(stamp, message, on));
  }

  @Override
  public void overflowed(int most) {
    done(new Deed.HeldTooMany(most));
  }

  /** A message's fate is known. */
  @Override
  public void ended(long message, WireMessage.Fate fate) {
    add(stamp -> new Happening.Ended(stamp, message, fate));
  }

  /** What ended lately belongs to a cluster that is gone, and does not fade any longer. */
  @Override
  public void forgetEnded() {
    lock.lock();
    try {
      scene.forgetEnded();
    } finally {
      lock.unlock();
    }
  }

  /** The operator or the runtime did something. */
  public void done(Deed deed) {
    add(stamp -> new Happening.Done(stamp, new LabEvent(++lastEvent, stamp.at(), deed)));
  }

  /** Something was asked, or more is known of what becomes of it. */
  public void asked(Submission submission) {
    add(stamp -> new Happening.Asked(stamp, submission));
  }

  /** Operations of a load are over. */
  public void load(List<Served> operations) {
    add(stamp -> new Happening.Load(stamp, operations));
  }

  /** The links and the partition, where they are others than before. */
  public void linked(
      SortedMap<Link, LinkRule> links, SortedMap<String, SortedSet<Integer>> partition) {
    lock.lock();
    try {
      if (!scene.linkedAs(links, partition)) {
        add(stamp -> new Happening.Linked(stamp, links, partition));
      }
    } finally {
      lock.unlock();
    }
  }

  /** One process as it is. */
  public void ran(NodeStatus process) {
    lock.lock();
    try {
      ran(scene.with(process));
    } finally {
      lock.unlock();
    }
  }

  /** The processes as they are. */
  public void ran(SortedMap<Integer, NodeStatus> processes) {
    add(stamp -> new Happening.Ran(stamp, processes));
  }

  private void add(Function<Stamp, Happening> made) {
    lock.lock();
    try {
      Instant now = Instant.now();
      append(
          made.apply(
              new Stamp(
                  last.number() + 1,
                  now.isBefore(last.at()) ? last.at() : now,
                  time.get(),
                  System.nanoTime())));
    } finally {
      lock.unlock();
    }
  }

  /** Adds what happened elsewhere or earlier, under its number: one more than the last. */
  public void append(Happening happening) {
    lock.lock();
    try {
      if (newest.full()) {
        pack(newest);
        newest = begin(happening.stamp(), scene.copyOfFlying());
      }
      bytes += newest.add(happening, scene.view());
      if (happening instanceof Read) {
        reads = null;
      }
      scene.take(happening);
      last = happening.stamp();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A segment that goes on from what there was. Only the first of several has what ended before:
   * see {@link #leadingTo}.
   */
  private Segment begin(Stamp first, Scene before) {
    Segment segment = new Segment(before, first, last.number() + 1);
    // The copies of what there was; most of it is shared.
    segment.bytes = 2_000L + 8L * before.weight();
    bytes += segment.bytes;
    segments.add(segment);
    while (segments.size() > 1 && bytes > maxBytes) {
      bytes -= segments.removeFirst().bytes;
      reads = null;
      markers.forgetBefore(segments.getFirst().first.number());
    }
    return segment;
  }

  /** Packs it besides: who adds has other things to do. */
  private void pack(Segment segment) {
    List<Happening> full = segment.open();
    Thread _ =
        Thread.ofVirtual()
            .name("tape")
            .start(() -> {
              Packed packed = Packed.of(full);
              lock.lock();
              try {
                segment.pack(packed);
                bytes += segments.contains(segment) ? packed.size() : 0;
              } finally {
                lock.unlock();
              }
            });
  }

  /** The newest rows. */
  ClusterView newest() {
    lock.lock();
    try {
      return scene.view();
    } finally {
      lock.unlock();
    }
  }

  /** The number of the newest happening; 0 before the first. */
  public long last() {
    lock.lock();
    try {
      return last.number();
    } finally {
      lock.unlock();
    }
  }

  /** The number of the oldest happening that is kept. */
  public long first() {
    lock.lock();
    try {
      return Math.max(1, segments.getFirst().first.number());
    } finally {
      lock.unlock();
    }
  }

  /** How many segments are packed, for a test. */
  long packed() {
    lock.lock();
    try {
      return segments.stream().filter(Segment::isPacked).count();
    } finally {
      lock.unlock();
    }
  }

  /** Every view that is kept, with its number, oldest first. */
  public List<Read> reads() {
    lock.lock();
    try {
      List<Read> list = reads;
      if (list == null) {
        list = segments.stream().flatMap(segment -> segment.reads.stream()).toList();
        reads = list;
      }
      return list;
    } finally {
      lock.unlock();
    }
  }

  /** Moments that somebody has named. */
  public Markers markers() {
    return markers;
  }

  /** What was done, oldest first, a bounded number. */
  public List<LabEvent> events() {
    lock.lock();
    try {
      return scene.events();
    } finally {
      lock.unlock();
    }
  }

  /** Messages under way, and those that ended within the last second of real time, by number. */
  public List<WireMessage> wire() {
    lock.lock();
    try {
      return scene.wire(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** The number of the newest happening at or before an instant, or of the oldest that is kept. */
  public long numberAt(Instant instant) {
    Segment segment = leadingTo(later -> later.first.at().isAfter(instant)).getLast();
    long number = segment.first.number();
    for (Happening happening : happenings(segment)) {
      if (happening.stamp().at().isAfter(instant)) {
        break;
      }
      number = happening.number();
    }
    return Math.max(1, number);
  }

  /**
   * What there was right after a happening: to look at, not to act on.
   *
   * @param number of the happening; the nearest that is kept counts
   * @param title what the laboratory is called
   * @param database where its rows are
   */
  public Moment at(long number, String title, String database) {
    Then then = then(number);
    return then.scene.moment(title, database, then.stamp);
  }

  /**
   * The number of the newest happening, not after another one, whose moment shows every node's rows
   * exactly as the steps before it had committed them; empty where none of the few before is one.
   *
   * @param number of the happening
   * @param most how many happenings are looked at
   */
  public OptionalLong wholeAt(long number, int most) {
    long oldest = Math.max(first(), number - most);
    for (long at = Math.min(number, last()); at >= oldest; at--) {
      if (then(at).scene.whole()) {
        return OptionalLong.of(at);
      }
    }
    return OptionalLong.empty();
  }

  /** What there was after a happening. */
  private record Then(Scene scene, Stamp stamp) {}

  private Then then(long number) {
    long upTo = Math.max(number, first());
    Then then = folded(number, happening -> happening.number() <= upTo);
    then.scene.catchUp(after(then.stamp.number()));
    return then;
  }

  /**
   * What there was after some happenings.
   *
   * @param number to whose segment they lead
   * @param taken whether a happening of that segment is one of them; they are its first ones
   */
  private Then folded(long number, Predicate<Happening> taken) {
    List<Segment> part = leadingTo(later -> later.begins > number);
    Segment segment = part.getLast();
    Scene scene = part.getFirst().before.copy();
    for (Segment earlier : part.subList(0, part.size() - 1)) {
      happenings(earlier).forEach(scene::take);
    }
    Stamp stamp = segment.first;
    for (Happening happening : happenings(segment)) {
      if (!taken.test(happening)) {
        break;
      }
      scene.take(happening);
      stamp = happening.stamp();
    }
    return new Then(scene, stamp);
  }

  /**
   * The newest segment before those that are later, or the oldest, after those, two at most, in
   * which what still fades at its beginning ended.
   */
  private List<Segment> leadingTo(Predicate<Segment> later) {
    lock.lock();
    try {
      int last = Math.max(0, Sorted.first(segments, later) - 1);
      long nanos = segments.get(last).first.nanos();
      int first = last;
      while (first > Math.max(0, last - 2)
          && !segments.get(first).anew
          && nanos - segments.get(first).first.nanos() < Scene.FADES_NANOS) {
        first--;
      }
      return List.copyOf(segments.subList(first, last + 1));
    } finally {
      lock.unlock();
    }
  }

  /** The few views that were read next. */
  private List<Read> after(long number) {
    List<Read> all = reads();
    int next = Sorted.first(all, read -> read.number() > number);
    return all.subList(next, Math.min(all.size(), next + LOOK_AHEAD));
  }

  /**
   * Happenings that are kept, in order.
   *
   * @param number of the first, or the nearest after it that is kept
   * @param most how many at most
   */
  public List<Happening> from(long number, int most) {
    List<Segment> part;
    lock.lock();
    try {
      int next = Sorted.first(segments, later -> later.begins > number);
      part = List.copyOf(segments.subList(Math.max(0, next - 1), segments.size()));
    } finally {
      lock.unlock();
    }
    List<Happening> list = new ArrayList<>();
    for (Segment segment : part) {
      if (list.size() == most) {
        break;
      }
      happenings(segment).stream()
          .filter(happening -> happening.number() >= number)
          .limit(most - list.size())
          .forEach(list::add);
    }
    return list;
  }

  /** A happening that is kept. */
  public Optional<Happening> happening(long number) {
    Segment segment = leadingTo(later -> later.begins > number).getLast();
    return happenings(segment).stream()
        .filter(happening -> happening.number() == number)
        .findFirst();
  }

  private List<Happening> happenings(Segment segment) {
    Packed packed;
    lock.lock();
    try {
      if (!segment.isPacked()) {
        return List.copyOf(segment.open());
      }
      List<Happening> before = unpacked.get(segment);
      if (before != null) {
        return before;
      }
      packed = segment.packed();
    } finally {
      lock.unlock();
    }
    List<Happening> happenings = packed.unpack();
    lock.lock();
    try {
      unpacked.put(segment, happenings);
    } finally {
      lock.unlock();
    }
    return happenings;
  }
}

package io.raftarium.app.lesson;

import io.raftarium.app.lesson.Lesson.Foresight;
import io.raftarium.app.lesson.Lesson.Otherwise;
import io.raftarium.app.lesson.Lesson.Question;
import io.raftarium.app.lesson.Lesson.Step;
import io.raftarium.app.lesson.Page.Asked;
import io.raftarium.app.lesson.Page.Part;
import io.raftarium.app.lesson.Page.Phase;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.lab.Origin;
import io.raftarium.view.Hold;
import io.raftarium.view.Preview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a lesson on real nodes: sets its steps up, waits for their states, asks and judges, and
 * goes back. All of it happens on one thread of its own; what there is to see is a {@link Page}.
 */
public final class Player implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Player.class);
  private static final long TICK_MILLIS = 25;

  /** A text is read at about this many characters a second. */
  private static final double READ_PER_SECOND = 22;

  private static final Duration MOST_READING = Duration.ofSeconds(10);

  private final Lesson lesson;
  private final Rooms rooms;
  private final Hands hands;
  private final Pace pace;
  private final Runnable changed;
  private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
  private final List<Start> starts = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Set<Integer> remarked = new HashSet<>();
  private final Thread thread;
  private volatile Page page;
  private volatile boolean closed;
  private @Nullable Ground ground;
  private @Nullable Doer doer;
  private Phase phase = Phase.OPENING;
  private String problem = "";

  /** What the step comes to that is asked about; null where no step is. */
  private @Nullable Preview foreseen;

  /** Acts of the lesson itself in its newest step. */
  private int own;

  /** When the newest step was told. */
  private long told;

  /** When the state of the newest step was there; 0 before. */
  private long over;

  /** How a lesson goes on. */
  public enum Pace {
    /** As a person reads. */
    PERSON,
    /** As fast as nodes can: time does not wait. */
    FAST
  }

  /**
   * How everything was as a step began.
   *
   * @param origin null where the moment could not be kept
   */
  private record Start(
      @Nullable Origin origin,
      Map<String, Object> names,
      double speed,
      boolean paused,
      Optional<Hold> hold) {}

  /**
   * Begins.
   *
   * @param from the number of the step that it goes on with; those before are done for the learner
   * @param changed told when there is another page; any thread
   */
  public Player(Lesson lesson, int from, Rooms rooms, Hands hands, Pace pace, Runnable changed) {
    this.lesson = lesson;
    this.rooms = rooms;
    this.hands = hands;
    this.pace = pace;
    this.changed = changed;
    this.page = new Page(lesson, Phase.OPENING, List.of(), "", 0);
    this.thread =
        Thread.ofVirtual()
            .name("lesson")
            .start(() -> run(Math.clamp(from, 0, lesson.steps().size() - 1)));
  }

  /** What there is to see now. */
  public Page page() {
    return page;
  }

  /** Answers the question: with the number of a choice, or a node. */
  public void answer(int choice) {
    asked.add(() -> judge(choice));
  }

  /** Goes on, where a person is waited for, or before the text was read. */
  public void next() {
    asked.add(this::goOn);
  }

  /** Goes back to the step before, as it was. */
  public void back() {
    asked.add(() -> {
      int now = current();
      restart(phase == Phase.FINISHED ? now : Math.max(0, now - 1));
    });
  }

  /** Begins a step again, as it was; -1 for the newest. */
  public void replay(int step) {
    asked.add(() -> restart(step < 0 ? current() : step));
  }

  /** Does for the learner what the step asks for. */
  public void showMe() {
    asked.add(() -> {
      Step step = step();
      if (phase == Phase.PLAYING) {
        show(step.showMe());
      }
    });
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private int current() {
    return parts.isEmpty() ? 0 : parts.getLast().number();
  }

  private Step step() {
    return lesson.steps().get(current());
  }

  private void run(int from) {
    try {
      guarded(() -> {
        use(rooms.open(lesson), Map.of());
        hurry(from);
        begin(from);
      });
      while (!closed) {
        Runnable next = asked.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          guarded(next);
        }
        if (phase != Phase.BROKEN) {
          guarded(this::tick);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void use(Lab opened, Map<String, Object> names) {
    Ground made = new Ground(opened, hands, names);
    ground = made;
    doer = new Doer(opened, lesson, hands, pace == Pace.FAST, made::facts, () -> closed);
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (LabException | IllegalStateException e) {
      if (!closed) {
        LOG.warn("Lesson {} cannot go on", lesson.id(), e);
        phase = Phase.BROKEN;
        problem = String.valueOf(e.getMessage());
        publish();
      }
    }
  }

  private Ground ground() {
    Ground has = ground;
    if (has == null) {
      throw new IllegalStateException("the laboratory is not open");
    }
    return has;
  }

  private Doer doer() {
    Doer has = doer;
    if (has == null) {
      throw new IllegalStateException("the laboratory is not open");
    }
    return has;
  }

  private void act(List<Act> acts) {
    for (Act each : acts) {
      doer().carryOut(each);
    }
  }

  /** Does what is left to do: what cannot be done any more the learner has done already. */
  private void show(List<Act> acts) {
    for (Act each : acts) {
      try {
        if (doer().isLeft(each)) {
          doer().carryOut(each);
        }
      } catch (LabException | IllegalStateException e) {
        if (pace == Pace.FAST) {
          throw e;
        }
        LOG.info("Not shown in lesson {}: {}", lesson.id(), e.getMessage());
      }
    }
  }

  /** Does the steps before one for the learner, as fast as can be. */
  private void hurry(int until) {
    doer().hurry(true);
    for (int i = 0; i < until; i++) {
      Step step = lesson.steps().get(i);
      keepStart(i);
      ground().begin(step);
      act(step.doing());
      act(step.then());
      Part part = part(i, step);
      parts.add(part);
      if (step.until() != null) {
        act(step.showMe());
        doer().await(step.until());
      }
      parts.set(i, part.over(""));
      publish();
    }
    doer().hurry(pace == Pace.FAST);
  }

  private void begin(int number) {
    Step step = lesson.steps().get(number);
    keepStart(number);
    ground().begin(step);
    remarked.clear();
    over = 0;
    act(step.doing());
    own = ground().acts().size();
    Part part = part(number, step);
    parts.add(part);
    told = System.nanoTime();
    foreseen = null;
    if (step.question() != null && canBeAsked(step.question())) {
      parts.set(number, part.with(Judge.ask(step.question(), facts())));
      phase = Phase.ASKING;
    } else {
      phase = step.until() == null ? Phase.READING : Phase.PLAYING;
    }
    publish();
  }

  /**
   * Stops the time and looks ahead, as the question is asked: the learner may deliver the message
   * before answering. Whoever has delivered it even before is not asked any more.
   */
  private boolean canBeAsked(Question question) {
    Foresight step = question.step();
    if (step != null && pace == Pace.PERSON && !doer().isThere(step)) {
      return false;
    }
    doer().stop();
    foreseen = step == null ? null : doer().preview(step);
    return true;
  }

  private void keepStart(int number) {
    while (starts.size() > number) {
      starts.removeLast();
    }
    Lab open = doer().lab();
    Origin origin = null;
    try {
      Origin now = open.origin(open.tape().last());
      // Nodes that have only just begun may not be read yet.
      boolean whole =
          now.moment().view().nodes().keySet().containsAll(open.cluster().processes().keySet());
      origin = whole ? now : null;
    } catch (LabException e) {
      LOG.info("The beginning of step {} cannot be kept", number, e);
    }
    starts.add(
        new Start(
            origin, ground().names(), open.time().speed(), !doer().runs(), open.network().hold()));
  }

  private Part part(int number, Step step) {
    Map<String, Object> facts = facts();
    return new Part(
        number,
        step.id(),
        step.title(),
        step.text().of(facts),
        step.highlight().stream().map(each -> each.of(facts)).toList(),
        false,
        null,
        List.of(),
        "",
        !step.showMe().isEmpty());
  }

  private void restart(int number) {
    if (number >= starts.size()) {
      return;
    }
    Start start = starts.get(number);
    while (parts.size() > number) {
      parts.removeLast();
    }
    phase = Phase.OPENING;
    problem = "";
    publish();
    Origin origin = start.origin();
    if (origin == null) {
      parts.clear();
      use(rooms.open(lesson), Map.of());
      hurry(number);
    } else {
      use(rooms.openFrom(lesson, origin), start.names());
      start.hold().ifPresent(hold -> doer().lab().network().hold(hold));
      if (!start.paused()) {
        doer().go(start.speed());
      }
    }
    begin(number);
  }

  private void tick() {
    if (parts.isEmpty()) {
      return;
    }
    doer().move();
    if (phase == Phase.PLAYING) {
      if (over == 0) {
        Step step = step();
        Map<String, Object> facts = facts();
        remark(step, facts);
        if (step.until() != null && step.until().holds(facts)) {
          reached(step, facts);
        }
      }
      if (over != 0 && isRead()) {
        advance();
      }
    } else if (phase == Phase.READING && pace == Pace.FAST) {
      goOn();
    }
    if (lesson.kind() == Lesson.Kind.CHALLENGE && page.acts() != acts()) {
      publish();
    }
  }

  private boolean isRead() {
    Part part = parts.getLast();
    String text = part.over() ? part.done() : "";
    double seconds = (part.text().length() + 40.0) / READ_PER_SECOND;
    long needed = Math.min(MOST_READING.toNanos(), Math.round(seconds * 1e9));
    long forDone = Math.round(Math.min(6, text.length() / READ_PER_SECOND) * 1e9);
    long now = System.nanoTime();
    return pace == Pace.FAST || (now - told >= needed && now - over >= forDone);
  }

  private void remark(Step step, Map<String, Object> facts) {
    List<Otherwise> all = step.otherwise();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).when().holds(facts) && remarked.add(i)) {
        Part part = parts.getLast();
        List<String> remarks = new ArrayList<>(part.remarks());
        remarks.add(all.get(i).say().of(facts));
        parts.set(part.number(), part.with(List.copyOf(remarks)));
        publish();
      }
    }
  }

  private void reached(Step step, Map<String, Object> facts) {
    over = System.nanoTime();
    Part part = parts.getLast();
    Asked question = part.asked();
    if (question != null && !question.judged()) {
      part = part.with(Judge.judged(step, question, facts));
    }
    parts.set(part.number(), part.over(step.done() == null ? "" : step.done().of(facts)));
    publish();
  }

  private void goOn() {
    switch (phase) {
      case READING -> {
        reached(step(), facts());
        advance();
      }
      case PLAYING -> {
        if (over != 0) {
          advance();
        }
      }
      default -> {}
    }
  }

  private void advance() {
    int next = current() + 1;
    if (next < lesson.steps().size()) {
      begin(next);
    } else {
      phase = Phase.FINISHED;
      publish();
    }
  }

  private void judge(int choice) {
    Step step = step();
    Part part = parts.getLast();
    Asked question = part.asked();
    if (phase != Phase.ASKING || question == null || step.question() == null) {
      return;
    }
    Preview preview = foreseen;
    Asked answered =
        preview == null
            ? question.chosen(choice)
            : Judge.judged(step, question.chosen(choice), Judge.with(facts(), preview));
    parts.set(part.number(), part.with(answered));
    told = System.nanoTime();
    phase = step.until() == null ? Phase.READING : Phase.PLAYING;
    publish();
    act(step.then());
  }

  private Map<String, Object> facts() {
    return ground().facts();
  }

  private int acts() {
    Ground has = ground;
    return has == null
        ? 0
        : (int)
            has.acts().stream()
                .skip(own)
                .filter(each -> Doer.COUNTED.contains(each.get("what")))
                .count();
  }

  private void publish() {
    page = new Page(lesson, phase, List.copyOf(parts), problem, acts());
    changed.run();
  }
}

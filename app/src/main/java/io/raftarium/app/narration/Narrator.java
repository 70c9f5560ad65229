package io.raftarium.app.narration;

import io.raftarium.app.feed.News;
import io.raftarium.app.feed.NewsItem;
import io.raftarium.app.feed.NewsItem.Done;
import io.raftarium.app.feed.NewsItem.NewCluster;
import io.raftarium.app.feed.NewsItem.Step;
import io.raftarium.app.words.DeedText;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is new in each frame into sentences. The journal says what each step did; sentences
 * about an entry change as its replicas store it.
 */
public final class Narrator {
  /** What happens within it is told as one. */
  private static final Duration INSTANT = Duration.ofMillis(50);

  private static final int KEPT = 300;

  private final News news = new News();
  private final Map<Integer, Known> known = new HashMap<>();

  /** The nodes of the moment before. */
  private final Map<Integer, NodeView> seen = new HashMap<>();

  private final List<Line> lines = new ArrayList<>();
  private @Nullable Line newest;

  /** Whether a load runs. */
  private boolean loaded;

  /** Of what was taken last: what happens in one instant is told by its best sentence. */
  private @Nullable Sentence telling;

  /** Something told: a sentence that stands, or the story of an entry that goes on. */
  private sealed interface Line {
    Sentence sentence();

    record Told(Sentence sentence) implements Line {}

    record Going(EntryStory story) implements Line {
      @Override
      public Sentence sentence() {
        return story.sentence();
      }
    }
  }

  /** Takes a moment; whether there is anything new to tell. */
  public boolean take(Moment moment) {
    List<NewsItem> happenings = news.since(moment);
    if (!happenings.isEmpty()) {
      telling = null;
    }
    for (NewsItem happening : happenings) {
      switch (happening) {
        case NewCluster _ -> {
          known.clear();
          seen.clear();
        }
        case Done deed -> tellDeed(deed.event());
        case Step step -> tellStep(step, moment);
      }
    }
    seen.putAll(moment.view().nodes());
    return !happenings.isEmpty();
  }

  /** Everything told, oldest first, a bounded number. */
  public List<Sentence> sentences() {
    return lines.stream().map(Line::sentence).toList();
  }

  /** What was told or went on last, the best of one instant; null before anything happened. */
  public @Nullable Sentence newest() {
    if (telling != null) {
      return telling;
    }
    Line line = newest;
    return line == null ? null : line.sentence();
  }

  /** What was told last at a moment of the past, from its journal alone; null where nothing is. */
  static @Nullable Sentence lastAt(Moment moment) {
    Narrator narrator = new Narrator();
    boolean _ = narrator.take(moment);
    Sentence best = narrator.telling;
    Line last = narrator.newest;
    Sentence newest = last == null ? null : last.sentence();
    return best != null
            && newest != null
            && Duration.between(best.at(), newest.at()).compareTo(INSTANT) < 0
        ? best
        : newest;
  }

  private void tellDeed(LabEvent event) {
    switch (event.deed()) {
      // The story of the entry tells it.
      case Deed.Submitted _, Deed.Answered _ -> {}
      case Deed.LoadStarted _, Deed.LoadStopped _ -> {
        loaded = event.deed() instanceof Deed.LoadStarted;
        told(event);
      }
      default -> told(event);
    }
  }

  private void told(LabEvent event) {
    add(new Line.Told(new Sentence(event.at(), 0, DeedText.sentence(event.deed()), "", true)));
  }

  private void tellStep(Step step, Moment moment) {
    var entry = step.entry();
    NodeView view = moment.view().nodes().get(entry.nodeId());
    Known before =
        known.computeIfAbsent(
            entry.nodeId(), _ -> entry.version() <= 1 ? Known.BLANK : Known.of(view));
    Known after = before.after(entry, view);
    known.put(entry.nodeId(), after);
    NodeView last = seen.get(entry.nodeId());
    NodeView was = last != null && last.version() == entry.version() - 1 ? last : null;
    StepTeller teller = new StepTeller(entry, before, after, was, moment.view().nodes());
    for (Sentence sentence : teller.sentences()) {
      add(new Line.Told(sentence));
    }
    EntryStory begun = teller.begun();
    // What a load writes would leave no room for anything else.
    if (begun != null && !(loaded && teller.ofLoad())) {
      add(new Line.Going(begun));
    }
    follow(teller);
  }

  private void follow(StepTeller teller) {
    List<Line.Going> touched = new ArrayList<>();
    for (Line line : lines) {
      if (line instanceof Line.Going going && !going.story().over()) {
        if (teller.changes(going.story())) {
          touched.add(going);
        }
      }
    }
    Sentence catchUp = teller.catchUp(touched.size());
    if (catchUp != null && !loaded) {
      add(new Line.Told(catchUp));
    } else if (touched.size() == 1) {
      newest = touched.getFirst();
    }
  }

  private void add(Line line) {
    lines.add(line);
    newest = line;
    if (line.sentence().telling()) {
      telling = line.sentence();
    }
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }
}

package io.raftarium.app.model;

import io.raftarium.promise.Kept;
import io.raftarium.record.Happening;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way from a broken promise to the moment at which it broke, and to the node where it did. */
public final class Breakages {
  /** Happenings between a step and the reading of its rows, at most. */
  private static final int LOOK_BACK = 200;

  private static final Pattern NODE = Pattern.compile("\\b(?:node|leader) (\\d{1,6})\\b");

  private final Source source;
  private final Playhead playhead;
  private final Selection selection;

  public Breakages(Source source, Playhead playhead, Selection selection) {
    this.source = source;
    this.playhead = playhead;
    this.selection = selection;
  }

  /** Shows the first moment at which a promise is seen broken. FX thread. */
  public void show(Kept kept) {
    if (kept.seenAt() > 0) {
      List<Happening.Read> reads = source.tape().reads();
      reads.stream()
          .filter(read -> read.view().number() >= kept.seenAt())
          .findFirst()
          .ifPresent(read -> show(read, kept));
    } else if (!kept.witnesses().isEmpty()) {
      playhead.show(kept.witnesses().getFirst().endedAt());
    }
  }

  private void show(Happening.Read read, Kept kept) {
    playhead.show(source.at(read.number()));
    int node = node(read, kept);
    if (node > 0) {
      selection.select(node);
    }
  }

  /** Who took the step that broke it; where several did between two readings, whom it names. */
  private int node(Happening.Read read, Kept kept) {
    Matcher named = NODE.matcher(String.valueOf(kept.breach()));
    int said = named.find() ? Integer.parseInt(named.group(1)) : 0;
    int newest = 0;
    List<Happening> before = source.tape().from(Math.max(1, read.number() - LOOK_BACK), LOOK_BACK);
    for (Happening happening : before.reversed()) {
      if (happening.number() >= read.number()) {
        continue;
      }
      if (happening instanceof Happening.Read) {
        break;
      }
      if (happening instanceof Happening.Stepped stepped) {
        int node = stepped.process().id();
        if (node == said) {
          return node;
        }
        newest = newest == 0 ? node : newest;
      }
    }
    return newest == 0 ? said : newest;
  }
}

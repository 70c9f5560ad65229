package io.raftarium.app.model;

import io.raftarium.app.words.HappeningText;
import io.raftarium.app.words.TimeText;
import io.raftarium.lab.Lab;
import io.raftarium.promise.Kept;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.Sorted;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Moments of a running laboratory. */
public record LabSource(Lab laboratory) implements Source {
  @Override
  public Tape tape() {
    return laboratory.tape();
  }

  @Override
  public Moment moment() {
    return laboratory.moment();
  }

  @Override
  public List<ClusterView> history() {
    List<Happening.Read> reads = laboratory.tape().reads();
    // Asked with every move of the mouse over the tape: not copied.
    return new AbstractList<>() {
      @Override
      public ClusterView get(int index) {
        return reads.get(index).view();
      }

      @Override
      public int size() {
        return reads.size();
      }
    };
  }

  @Override
  public long numberOf(ClusterView view) {
    List<Happening.Read> reads = laboratory.tape().reads();
    int later = Sorted.first(reads, read -> read.view().number() > view.number());
    return reads.isEmpty() ? laboratory.tape().last() : reads.get(Math.max(0, later - 1)).number();
  }

  @Override
  public Moment at(Instant instant) {
    return at(laboratory.tape().numberAt(instant));
  }

  @Override
  public Moment at(long number) {
    return laboratory.tape().at(number, laboratory.name(), laboratory.database());
  }

  @Override
  public List<Kept> promises() {
    return laboratory.promises();
  }

  @Override
  public SortedMap<String, String> rules() {
    return laboratory.rules();
  }

  @Override
  public SortedMap<String, String> functions() {
    return laboratory.functions();
  }

  @Override
  public Caption caption(Moment shown) {
    String what =
        laboratory
            .tape()
            .happening(shown.number())
            .map(happening -> ": " + HappeningText.of(happening, shown))
            .orElse("");
    return new Caption("You look at the past, " + TimeText.of(shown.at()) + what + " · read-only");
  }

  @Override
  public Optional<Lab> lab() {
    return Optional.of(laboratory);
  }
}

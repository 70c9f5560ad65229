package io.raftarium.app.model;

import io.raftarium.app.words.HappeningText;
import io.raftarium.app.words.TimeText;
import io.raftarium.lab.Lab;
import io.raftarium.record.Happening;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Invariant;
import io.raftarium.view.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Moments of a running laboratory. */
public record LabSource(Lab laboratory) implements Source {
  @Override
  public Moment moment() {
    return laboratory.moment();
  }

  @Override
  public List<ClusterView> history() {
    return laboratory.tape().reads().stream().map(Happening.Read::view).toList();
  }

  @Override
  public Moment at(ClusterView earlier) {
    List<Happening.Read> reads = laboratory.tape().reads();
    int low = 0;
    int high = reads.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (reads.get(middle).view().number() <= earlier.number()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return at(reads.isEmpty() ? laboratory.tape().last() : reads.get(low).number());
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
  public List<Invariant> invariants() {
    return laboratory.invariants();
  }

  @Override
  public SortedMap<String, String> rules() {
    return laboratory.rules();
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

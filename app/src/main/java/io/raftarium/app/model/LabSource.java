package io.raftarium.app.model;

import io.raftarium.app.words.HappeningText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.lab.Lab;
import io.raftarium.promise.Kept;
import io.raftarium.record.Tape;
import io.raftarium.view.Moment;
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
    return new Caption(
        Texts.of("You look at the past, {0}{1} · read-only", TimeText.of(shown.at()), what));
  }

  @Override
  public String modified() {
    return laboratory.options().modified();
  }

  @Override
  public Optional<Lab> lab() {
    return Optional.of(laboratory);
  }
}

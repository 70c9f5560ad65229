package io.raftarium.lab;

import io.raftarium.promise.Kept;
import io.raftarium.record.Ending;
import io.raftarium.record.Manifest;
import io.raftarium.record.Manifest.Source;
import io.raftarium.record.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleConsumer;

/** Recordings of a laboratory, in this program or elsewhere. */
public final class LabRecording {
  private LabRecording() {}

  /** Records what happens from now on. */
  public static Recorder start(Lab lab, Path file) throws IOException {
    return Recorder.start(
        lab.tape(), file, manifest(lab, Instant.now()), () -> broken(lab.promises()));
  }

  /**
   * Writes what its tape holds.
   *
   * @param progress told now and then the share that is written; what it throws ends the writing
   */
  public static void write(Lab lab, Path file, DoubleConsumer progress) throws IOException {
    Recorder.write(lab.tape(), file, manifest(lab), broken(lab.promises()), progress);
  }

  /** What a laboratory is, with all of its tape. */
  public static Manifest manifest(Lab lab) {
    return manifest(lab, lab.tape().at(lab.tape().first(), "", "").at());
  }

  private static Manifest manifest(Lab lab, Instant began) {
    boolean own = lab.abilities().contains(Lab.Ability.TIME);
    return new Manifest(
        own ? Source.LAB : Source.ATTACHED,
        lab.name(),
        lab.database(),
        began,
        lab.cluster().view().nodes().size(),
        0,
        lab.rules(),
        lab.functions(),
        lab.options().modified());
  }

  private static List<Ending.Broken> broken(List<Kept> promises) {
    return promises.stream()
        .filter(kept -> !kept.holds())
        .map(kept ->
            new Ending.Broken(
                kept.promise().title(), Objects.requireNonNullElse(kept.breach(), "")))
        .toList();
  }
}

package io.raftarium.app.export;

import io.raftarium.app.model.Operator;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.Texts;
import io.raftarium.record.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import javafx.application.Platform;

/** Writes files in the background, each whole or not at all, with progress and a way to end it. */
final class Exports {
  private final Operator operator;
  private final FileChoice choice;

  Exports(Operator operator, FileChoice choice) {
    this.operator = operator;
    this.choice = choice;
  }

  /** What is written. */
  @FunctionalInterface
  interface Content {
    /**
     * Writes it.
     *
     * @param progress told now and then the share that is done, 0 to 1; what it throws ends it
     */
    void write(Path file, DoubleConsumer progress) throws Exception;
  }

  /**
   * Asks where to, and writes. FX thread.
   *
   * @param what is done, for the operator, for example {@code Export the logs}
   * @param name that is proposed
   */
  void run(String what, String name, Content content) {
    Optional<Path> chosen = choice.choose(what, name);
    if (chosen.isEmpty()) {
      return;
    }
    Path file = chosen.get().toAbsolutePath();
    AtomicBoolean cancelled = new AtomicBoolean();
    Operator.Work work = operator.begin(what, () -> cancelled.set(true));
    DoubleConsumer progress =
        share -> {
          if (cancelled.get()) {
            throw new CancellationException();
          }
          work.share(share);
        };
    Thread.ofVirtual()
        .name("export")
        .start(() -> {
          try {
            WholeFile.write(file, half -> content.write(half, progress));
            over(work, () -> operator.say(Texts.of("Written to {0}", file)));
          } catch (CancellationException _) {
            over(work, () -> operator.say(Texts.of("{0}: ended, nothing is written", what)));
          } catch (IOException e) {
            IOException told =
                new IOException(
                    Texts.of(
                        "{0} cannot be written ({1}): choose another place",
                        file, LabText.of(String.valueOf(e.getMessage()))),
                    e);
            over(work, () -> operator.fail(what, told));
          } catch (Exception e) {
            over(work, () -> operator.fail(what, e));
          }
        });
  }

  private static void over(Operator.Work work, Runnable then) {
    Platform.runLater(() -> {
      work.over();
      then.run();
    });
  }
}

package io.raftarium.app.export;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Operator;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabRecording;
import io.raftarium.record.Recorder;
import io.raftarium.record.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command that records what happens from now on, into the data folder at first, where it stays
 * whatever becomes of the program. FX thread.
 */
public final class RecordVerbs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordVerbs.class);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm.ss", Locale.ROOT);

  private final Lab lab;
  private final Operator operator;
  private final FileChoice choice;
  private final Path folder;
  private @Nullable Recorder recorder;
  private boolean busy;

  /**
   * Of a laboratory.
   *
   * @param dataFolder in which recordings lie until they are saved elsewhere
   */
  public RecordVerbs(Lab lab, Operator operator, FileChoice choice, Path dataFolder) {
    this.lab = lab;
    this.operator = operator;
    this.choice = choice;
    this.folder = dataFolder.resolve("recordings");
  }

  /** Adds {@code record.toggle}. */
  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "record.toggle",
                "Record, or end the recording",
                "Writes everything that happens from now on to a file, which can be opened without a"
                    + " database")
            .icon(Feather.DISC)
            .key(Keys.ctrlShift(KeyCode.R))
            .unless(() -> busy, "the recording is being ended")
            .does(this::toggle));
  }

  /** For how long it records; empty while it does not. */
  public Optional<Duration> recording() {
    Recorder running = recorder;
    if (running == null) {
      return Optional.empty();
    }
    if (running.failure().isPresent()) {
      recorder = null;
      operator.fail(Texts.of("Recording to {0}", running.file()), running.failure().get());
      return Optional.empty();
    }
    return Optional.of(Duration.between(running.began(), Instant.now()));
  }

  private void toggle() {
    Recorder running = recorder;
    busy = true;
    Thread.ofVirtual()
        .name("record")
        .start(() -> {
          if (running == null) {
            start();
          } else {
            stop(running);
          }
        });
  }

  private void start() {
    String name = NAME.format(Instant.now().atZone(ZoneId.systemDefault()));
    Path file = folder.resolve(plain(lab.name()) + " " + name + Recording.EXTENSION);
    try {
      Recorder started = LabRecording.start(lab, file);
      Platform.runLater(() -> {
        busy = false;
        recorder = started;
        operator.say("Recording; REC above ends it");
      });
    } catch (IOException | RuntimeException e) {
      Platform.runLater(() -> {
        busy = false;
        operator.fail("Record", e);
      });
    }
  }

  /** A name that every file system takes. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", " ").strip();
    return plain.isEmpty() ? "lab" : plain.substring(0, Math.min(40, plain.length()));
  }

  private void stop(Recorder running) {
    try {
      running.stop();
      Platform.runLater(() -> {
        recorder = null;
        busy = false;
        save(running.file());
      });
    } catch (IOException e) {
      Platform.runLater(() -> {
        recorder = null;
        busy = false;
        operator.fail("End the recording", e);
      });
    }
  }

  private void save(Path recorded) {
    Optional<Path> chosen =
        choice.choose(Texts.of("Save the recording"), String.valueOf(recorded.getFileName()));
    if (chosen.isEmpty()) {
      operator.say(Texts.of("The recording is kept in {0}", recorded));
      return;
    }
    Path target = chosen.get().toAbsolutePath();
    Thread.ofVirtual()
        .name("save")
        .start(() -> {
          try {
            Files.move(recorded, target, StandardCopyOption.REPLACE_EXISTING);
            Platform.runLater(() -> operator.say(Texts.of("Written to {0}", target)));
          } catch (IOException e) {
            IOException told =
                new IOException(
                    Texts.of(
                        "{0} cannot be written ({1}). The recording is kept in {2}",
                        target, LabText.of(String.valueOf(e.getMessage())), recorded),
                    e);
            Platform.runLater(() -> operator.fail("Save the recording", told));
          }
        });
  }

  /** Ends a recording that runs; the file stays in the data folder. */
  @Override
  public void close() {
    Recorder running = recorder;
    recorder = null;
    if (running != null) {
      try {
        running.stop();
      } catch (IOException e) {
        LOG.error("{} was not ended", running.file(), e);
      }
    }
  }
}

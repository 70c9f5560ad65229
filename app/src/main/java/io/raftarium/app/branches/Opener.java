package io.raftarium.app.branches;

import io.raftarium.app.branches.Branch.Parted;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Source;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.lab.Clusters;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import io.raftarium.lab.Origin;
import io.raftarium.search.Schedule;
import io.raftarium.server.Progress;
import io.raftarium.sql.Ablation;
import io.raftarium.view.Moment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** Opens laboratories from moments of one window, in windows beside it. */
public final class Opener {
  private final Source source;
  private final Operator operator;
  private final Beside beside;
  private boolean opening;

  public Opener(Source source, Operator operator, Beside beside) {
    this.source = source;
    this.operator = operator;
    this.beside = beside;
  }

  /** Whether one is being opened. FX thread only. */
  public boolean opening() {
    return opening;
  }

  /** The server that runs in this program; empty where none does. FX thread only. */
  public Optional<Clusters> running() {
    return beside.branches().clusters();
  }

  /** How nodes are set up where nobody knows how they were. */
  public LabOptions usual() {
    return beside.options().get();
  }

  /** A moment to open one from. Blocks. */
  public Origin origin(Moment moment) {
    Optional<Lab> lab = source.lab();
    if (lab.isPresent()) {
      return lab.get().origin(moment.number());
    }
    // By the function that it ran by, unless this version has no such one.
    LabOptions options =
        Ablation.find(source.modified())
            .map(ablation -> usual().withModified(ablation.id()))
            .orElseGet(this::usual);
    return source.tape().reads().size() > 1
        ? Origin.ofTape(moment.title(), moment.database(), source.tape(), moment.number(), options)
        : Origin.ofFile(moment, List.of(), options);
  }

  /**
   * Opens one. FX thread only.
   *
   * @param from asked off that thread
   * @param schedule what is to be played there; null for nothing
   */
  public void open(Moment moment, Supplier<Origin> from, @Nullable Schedule schedule) {
    opening = true;
    Optional<Clusters> running = running();
    LabOptions usual = usual();
    operator.say(Texts.of("Opening a laboratory from {0} …", TimeText.of(moment.at())));
    Thread.ofVirtual()
        .name("branch")
        .start(() -> {
          try {
            Origin origin = from.get();
            Clusters clusters = running.orElseGet(() -> Clusters.startAlone(usual, Progress.NONE));
            LocalLab made = clusters.branch(origin);
            Moment then = origin.moment();
            Parted parted = new Parted(source, origin.name(), then.number(), then.at(), schedule);
            Platform.runLater(() -> opened(made, parted));
          } catch (RuntimeException e) {
            Platform.runLater(() -> failed(e));
          }
        });
  }

  private void opened(LocalLab made, Parted parted) {
    opening = false;
    try {
      beside.window().accept(made, parted);
    } catch (RuntimeException e) {
      Thread.ofPlatform().name("late-close").start(made::close);
      failed(e);
    }
  }

  private void failed(RuntimeException e) {
    opening = false;
    operator.fail("Open from here", e);
  }
}

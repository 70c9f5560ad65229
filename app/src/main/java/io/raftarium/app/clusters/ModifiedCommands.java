package io.raftarium.app.clusters;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.model.Operator;
import io.raftarium.app.words.AblationText;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.LabException;
import io.raftarium.sim.Hunt;
import io.raftarium.sql.Ablation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javafx.application.Platform;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that leave a rule of Raft out, to see what it is for. */
final class ModifiedCommands {
  private static final Logger LOG = LoggerFactory.getLogger(ModifiedCommands.class);
  private static final String FOLDER = "runs";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration SHRINKING = Duration.ofSeconds(8);

  private final ClusterCommands.Around around;
  private final BiConsumer<String, String> open;

  /** Whether a run is looked for. FX thread. */
  private boolean hunting;

  /**
   * Of a window.
   *
   * @param open opens a lab with an ablation, under a name that begins so
   */
  ModifiedCommands(ClusterCommands.Around around, BiConsumer<String, String> open) {
    this.around = around;
    this.open = open;
  }

  void addTo(Actions commands) {
    commands.add(
        Action.named(
                "modified.open",
                "Modified Raft…",
                "Leaves one rule of Raft out, in a cluster of its own, and shows which promise"
                    + " breaks")
            .icon(Feather.ALERT_OCTAGON)
            .does(this::choose));
  }

  private void choose() {
    ModifiedCard card =
        new ModifiedCard(Ablation.all(), this::open, this::hunt, around.overlay()::close);
    around.overlay().show(card);
  }

  private void open(Ablation ablation) {
    around.overlay().close();
    open.accept(ablation.id(), AblationText.of(ablation.id()).name());
  }

  private void hunt(Ablation ablation) {
    around.overlay().close();
    Operator operator = around.operator();
    String name = AblationText.of(ablation.id()).name();
    if (hunting) {
      operator.say("One run is looked for already.");
      return;
    }
    hunting = true;
    AtomicBoolean cancelled = new AtomicBoolean();
    Operator.Work work =
        operator.begin(Texts.of("Looking for a run: {0}", name), () -> cancelled.set(true));
    Thread.ofVirtual()
        .name("hunt")
        .start(() -> {
          try {
            Hunt hunt = new Hunt(ablation, LIMIT, SHRINKING, around.dataFolder().resolve(FOLDER));
            Hunt.End end = hunt.run(cancelled::get, state -> work.share(state.share()));
            Platform.runLater(() -> over(name, end));
          } catch (IOException | RuntimeException e) {
            LOG.error("Looking for a run that breaks {}", ablation.id(), e);
            Platform.runLater(() -> {
              hunting = false;
              operator.fail("Looking for a run", e);
            });
          } finally {
            work.over();
          }
        });
  }

  private void over(String name, Hunt.End end) {
    hunting = false;
    switch (end) {
      case Hunt.Found found -> {
        around.operator().say(AblationText.found(found));
        around.show().accept(found.file());
      }
      case Hunt.Nothing nothing ->
          around
              .operator()
              .fail("Looking for a run", new LabException(AblationText.nothing(name, nothing)));
      case Hunt.Cancelled _ -> around.operator().say("No longer looking for a run.");
    }
  }
}

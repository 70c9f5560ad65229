package io.raftarium.app.branches;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.branches.Branch.Parted;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Source;
import io.raftarium.app.words.TimeText;
import io.raftarium.lab.Clusters;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import io.raftarium.lab.Origin;
import io.raftarium.server.Progress;
import io.raftarium.sql.Ablation;
import io.raftarium.view.Moment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;

/** Opens a laboratory from the shown moment, in a window beside this one. */
public final class BranchVerbs {
  private final Source source;
  private final Supplier<Moment> shown;
  private final Operator operator;
  private final Beside beside;
  private boolean opening;

  /**
   * Of a window.
   *
   * @param shown the moment that it shows
   */
  public BranchVerbs(Source source, Supplier<Moment> shown, Operator operator, Beside beside) {
    this.source = source;
    this.shown = shown;
    this.operator = operator;
    this.beside = beside;
  }

  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "lab.openFromHere",
                "Open from here",
                "A new laboratory beside this one begins with the shown moment: rows, messages under"
                    + " way, rules of links and timers as they were, its clock stopped")
            .icon(Feather.GIT_BRANCH)
            .key(Keys.ctrlShift(KeyCode.B))
            .unless(() -> opening, "one is being opened")
            .unless(() -> shown.get().view().nodes().isEmpty(), "there is no node")
            .does(this::open));
  }

  private void open() {
    opening = true;
    Moment moment = shown.get();
    Optional<Clusters> running = beside.branches().clusters();
    LabOptions usual = beside.options().get();
    operator.say("Opening a laboratory from " + TimeText.of(moment.at()) + " …");
    Thread.ofVirtual()
        .name("branch")
        .start(() -> {
          try {
            Origin origin = origin(moment, usual);
            Clusters clusters = running.orElseGet(() -> Clusters.startAlone(usual, Progress.NONE));
            LocalLab made = clusters.branch(origin);
            Moment then = origin.moment();
            Parted parted = new Parted(source, origin.name(), then.number(), then.at());
            Platform.runLater(() -> opened(made, parted));
          } catch (RuntimeException e) {
            Platform.runLater(() -> failed(e));
          }
        });
  }

  private Origin origin(Moment moment, LabOptions usual) {
    Optional<Lab> lab = source.lab();
    if (lab.isPresent()) {
      return lab.get().origin(moment.number());
    }
    // By the function that it ran by, unless this version has no such one.
    LabOptions options =
        Ablation.find(source.modified())
            .map(ablation -> usual.withModified(ablation.id()))
            .orElse(usual);
    return source.tape().reads().size() > 1
        ? Origin.ofTape(moment.title(), moment.database(), source.tape(), moment.number(), options)
        : Origin.ofFile(moment, List.of(), options);
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

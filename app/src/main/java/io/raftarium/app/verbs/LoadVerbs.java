package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Operator;
import io.raftarium.lab.Lab;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;

/** The commands of a load. */
public final class LoadVerbs {
  private final LabVerbs lab;
  private final Optional<Lab> laboratory;
  private final Operator operator;

  public LoadVerbs(LabVerbs lab, Optional<Lab> laboratory, Operator operator) {
    this.lab = lab;
    this.laboratory = laboratory;
    this.operator = operator;
  }

  /**
   * Adds them.
   *
   * @param choose asks what the clients are to do
   * @param charted whether there is a chart of a load
   * @param fold shows it or folds it away
   */
  public void addTo(Actions commands, Runnable choose, BooleanSupplier charted, Runnable fold) {
    commands.add(
        Action.named(
                "load.start",
                "Start a load…",
                "Clients read and write without end, so that what a fault costs can be seen")
            .icon(Feather.USERS)
            .key(Keys.ctrl(KeyCode.L))
            .unless(lab::acting)
            .unless(this::running, "a load runs already")
            .does(choose));
    commands.add(
        Action.named("load.stop", "Stop the load", "Its clients ask no longer")
            .icon(Feather.USER_X)
            .key(Keys.ctrlShift(KeyCode.U))
            .unless(lab::acting)
            .unless(() -> !running(), "no load runs")
            .does(() -> operator.atOnce("Stop the load", laboratory -> laboratory.load().stop())));
    commands.add(
        Action.named(
                "load.chart",
                "Show or fold the load's chart",
                "Operations a second and how long they took, under the tape")
            .icon(Feather.BAR_CHART_2)
            .key(Keys.ctrlShift(KeyCode.G))
            .unless(() -> !charted.getAsBoolean(), "there was no load")
            .does(fold));
  }

  private boolean running() {
    return laboratory.flatMap(each -> each.load().running()).isPresent();
  }
}

package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Operator;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab.Ability;
import io.raftarium.view.Moment;
import java.time.Duration;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;

/** The commands that make something happen to nodes: their timers, their clocks, any event. */
public final class ForceVerbs {
  private static final Duration JUMP = Duration.ofSeconds(1);

  private final Supplier<Moment> now;
  private final LabVerbs lab;
  private final Operator operator;

  public ForceVerbs(Supplier<Moment> now, LabVerbs lab, Operator operator) {
    this.now = now;
    this.lab = lab;
    this.operator = operator;
  }

  /**
   * Adds them.
   *
   * @param time asks how the time of a node differs from that of the others
   * @param send asks for an event for a node
   */
  public void addTo(Actions commands, IntConsumer time, IntConsumer send) {
    commands.add(
        Action.named(
                "timers.align",
                "Align election timers",
                "Lets the timers of the selected nodes, or of all, fire at one moment: a split vote")
            .icon(Feather.ALIGN_CENTER)
            .key(Keys.ctrlShift(KeyCode.T))
            .unless(lab::acting)
            .unless(this::noneRuns, "no election timer runs")
            .does(() -> {
              Set<Integer> nodes = several();
              operator.atOnce("Align timers", each -> each.timers().align(nodes));
            }));
    commands.add(
        Action.named(
                "timers.spread",
                "Spread election timers",
                "Lets the timers of the selected nodes, or of all, fire one after the other")
            .icon(Feather.ALIGN_LEFT)
            .key(Keys.ctrlShift(KeyCode.Y))
            .unless(() -> lab.acting(Ability.TIME))
            .unless(this::noneRuns, "no election timer runs")
            .does(() -> {
              Set<Integer> nodes = several();
              operator.atOnce("Spread timers", each -> each.timers().spread(nodes));
            }));
    commands.add(
        Action.named(
                "timers.clock",
                "Clock and election timeout…",
                "How fast the node's clock runs, and from which range it draws its timeout")
            .icon(Feather.SLIDERS)
            .unless(() -> lab.acting(Ability.TIME))
            .unless(() -> lab.selected().isEmpty(), "select a node first")
            .does(() -> time.accept(lab.selected().first())));
    commands.add(
        lab.onNodes(
            Action.named(
                    "timers.jump",
                    "Let its clock jump 1 s",
                    "Its timers fire, and leases are over for it")
                .icon(Feather.FAST_FORWARD),
            lab::up,
            node -> Texts.of("{0} is down", NodeNames.of(node)),
            operator::atOnce,
            (each, id) -> each.timers().jump(id, JUMP)));
    commands.add(
        Action.named(
                "node.send",
                "Send any event…",
                "Hands an event to the node, or shows what it would come to")
            .icon(Feather.SEND)
            .key(Keys.ctrl(KeyCode.J))
            .unless(lab::acting)
            .unless(() -> lab.selected().isEmpty(), "select a node first")
            .unless(() -> !lab.up(lab.selected().first()), "the node is down")
            .does(() -> send.accept(lab.selected().first())));
  }

  /** The selected ones; where that is a single one, all. */
  private Set<Integer> several() {
    SortedSet<Integer> selected = lab.selected();
    return selected.size() > 1 ? selected : now.get().view().nodes().keySet();
  }

  private boolean noneRuns() {
    return several().stream()
        .map(id -> now.get().processes().get(id))
        .allMatch(process -> process == null || process.election() == null);
  }
}

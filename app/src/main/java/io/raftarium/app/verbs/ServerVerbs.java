package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.model.Operator;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.Lab.Ability;
import io.raftarium.view.Fault;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.kordamp.ikonli.feather.Feather;

/** The commands that act on the servers of single nodes. */
public final class ServerVerbs {
  private static final Duration SLOW = Duration.ofMillis(100);

  private final LabVerbs lab;
  private final Operator operator;

  /** Asks before something is lost, and goes on only with a yes. */
  @FunctionalInterface
  public interface Confirm {
    /** With the question, what a yes means, and the word for it. */
    void ask(String question, String meaning, String yes, Runnable act);
  }

  public ServerVerbs(LabVerbs lab, Operator operator) {
    this.lab = lab;
    this.operator = operator;
  }

  public void addTo(Actions commands, Confirm confirm) {
    commands.add(
        act(
            Action.named(
                    "server.kill",
                    "Kill its PostgreSQL",
                    "Ends the node's server with all its processes at once, as a power cut would; its"
                        + " disk stays")
                .icon(Feather.ZAP_OFF)
                .naming(lab::gone),
            (laboratory, node) -> laboratory.cluster().killServer(node)));
    commands.add(
        act(
            Action.named(
                    "server.start",
                    "Start its PostgreSQL again",
                    "The server recovers what its disk holds; the node goes on by itself")
                .icon(Feather.ZAP),
            (laboratory, node) -> laboratory.cluster().startServer(node)));
    commands.add(
        act(
            Action.named(
                    "server.slow",
                    "Slow its disk",
                    "Every commit of the node's server waits 100 ms more before it is flushed")
                .icon(Feather.CLOUD_SNOW),
            lab.breaking(node -> new Fault.SlowDisk(node, SLOW))));
    commands.add(
        act(
            Action.named("server.fast", "Its disk as fast as it can be", "Takes the wait back")
                .icon(Feather.WIND),
            (laboratory, node) -> laboratory.cluster().slowDisk(node, Duration.ZERO)));
    Action wipe =
        act(
            Ability.WIPE,
            Action.named(
                    "server.wipe",
                    "Wipe its disk…",
                    "Throws away what the node's disk holds, after asking, and starts it on an empty"
                        + " one")
                .icon(Feather.TRASH)
                .naming(lab::gone),
            (laboratory, node) -> laboratory.cluster().wipe(node));
    commands.add(
        wipe.doing(() ->
            confirm.ask(
                Texts.of("Wipe the disk of {0}?", NodeNames.list(lab.selected())),
                Texts.of(
                    "It comes back without its term, its vote and its log. Raft does not bear that: it"
                        + " may vote twice in a term, what was committed with its help may be lost, and"
                        + " its leader sends it nothing of what it had until another leads."),
                Texts.of("Wipe it"),
                wipe.run())));
  }

  private Action act(Action.Draft draft, BiConsumer<Lab, Integer> verb) {
    return act(Ability.SERVERS, draft, verb);
  }

  private Action act(Ability ability, Action.Draft draft, BiConsumer<Lab, Integer> verb) {
    IntFunction<String> never =
        node -> Texts.of("{0} has no server of its own", NodeNames.of(node));
    return lab.onNodes(
        draft.unless(() -> lab.acting(ability)), _ -> true, never, operator::run, verb);
  }
}

package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Consequence;
import io.raftarium.app.model.Lasting;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Selection;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Phrase;
import io.raftarium.app.words.PromiseText;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.Lab.Ability;
import io.raftarium.promise.Kept;
import io.raftarium.protocol.Role;
import io.raftarium.view.Fault;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The commands that act on the laboratory. */
public final class LabVerbs {
  private static final int MOST_NODES = 9;
  private static final List<Integer> LINK_DELAYS = List.of(0, 1, 5, 10, 20, 50, 100);

  private final Supplier<Moment> now;
  private final Selection selection;
  private final Operator operator;
  private final Set<Ability> abilities;
  private final Lasting lasting;

  /**
   * Of a laboratory.
   *
   * @param abilities what it can
   * @param lasting how long what is broken stays so
   */
  public LabVerbs(
      Supplier<Moment> now,
      Selection selection,
      Operator operator,
      Set<Ability> abilities,
      Lasting lasting) {
    this.lasting = lasting;
    this.abilities = abilities;
    this.now = now;
    this.selection = selection;
    this.operator = operator;
  }

  /**
   * Adds them.
   *
   * @param choosePartition lets the operator pick the groups
   * @param confirm asks before the cluster is dropped, and goes on only with a yes
   */
  public void addTo(Actions commands, Runnable choosePartition, Consumer<Runnable> confirm) {
    addNodeCommands(commands);
    addClusterCommands(commands, choosePartition);
    addDelays(commands);
    for (int count = 1; count <= MOST_NODES; count++) {
      int nodes = count;
      String size = nodes == 1 ? Texts.of("1 node") : Texts.of("{0} nodes", nodes);
      commands.add(
          Action.named(
                  "cluster.new." + nodes,
                  Texts.phrase("Start anew with {0}", size),
                  "Drops what is in this cluster, after asking, and starts it again with new nodes")
              .icon(Feather.ROTATE_CW)
              .unless(() -> acting(Ability.ANEW))
              .does(() ->
                  confirm.accept(() -> {
                    operator.say(Texts.of("Starting a new cluster of {0} …", size));
                    operator.run(
                        Texts.of("Starting a new cluster of {0}", size),
                        lab -> lab.cluster().start(nodes));
                  })));
    }
  }

  private void addDelays(Actions commands) {
    for (int millis : LINK_DELAYS) {
      Phrase text =
          millis == 0
              ? Texts.phrase("Links without delay")
              : Texts.phrase("Links take {0} ms", millis);
      commands.add(
          Action.named(
                  "links.delay." + millis,
                  text,
                  "How long a message is on the way, on every link, in laboratory time")
              .icon(Feather.ACTIVITY)
              .unless(() -> acting(Ability.TIME))
              .does(() ->
                  operator.atOnce(
                      text.text(), lab -> lab.network().delay(Duration.ofMillis(millis)))));
    }
  }

  private void addNodeCommands(Actions commands) {
    commands.add(
        onNodes(
            Action.named(
                    "node.kill",
                    "Kill",
                    "Ends the node's process and its connection in the middle of what it does")
                .icon(Feather.X_CIRCLE)
                .naming(() -> stopping(this::up))
                .key(Keys.key(KeyCode.DELETE)),
            id -> up(id),
            node -> Texts.of("{0} is down already", NodeNames.of(node)),
            operator::run,
            breaking(Fault.Down::new)));
    commands.add(
        onNodes(
            Action.named("node.restart", "Restart", "Starts the killed node again on its rows")
                .unless(() -> acting(Ability.RESTART))
                .icon(Feather.REFRESH_CW)
                .key(Keys.ctrl(KeyCode.R)),
            id -> !up(id),
            node -> Texts.of("{0} is running", NodeNames.of(node)),
            operator::run,
            (lab, id) -> lab.cluster().restart(id)));
    commands.add(
        onNodes(
            Action.named(
                    "node.pause",
                    "Pause node",
                    "Freezes the node: it takes no event and sends nothing")
                .icon(Feather.PAUSE_CIRCLE)
                .naming(() -> stopping(id -> state(id) == NodeStatus.State.RUNNING))
                .key(Keys.ctrl(KeyCode.P)),
            id -> state(id) == NodeStatus.State.RUNNING,
            node -> Texts.of("{0} is not running", NodeNames.of(node)),
            operator::atOnce,
            breaking(Fault.Frozen::new)));
    commands.add(
        onNodes(
            Action.named("node.resume", "Resume node", "Lets the frozen node go on")
                .icon(Feather.PLAY_CIRCLE)
                .key(Keys.ctrlShift(KeyCode.P)),
            id -> state(id) == NodeStatus.State.PAUSED,
            node -> Texts.of("{0} is not paused", NodeNames.of(node)),
            operator::atOnce,
            (lab, id) -> lab.cluster().resume(id)));
    commands.add(
        Action.named(
                "node.isolate",
                "Isolate",
                "Cuts every link between the selected nodes and the others")
            .icon(Feather.MINUS_CIRCLE)
            .naming(() -> named(Consequence.ofCutting(now.get(), selected())))
            .key(Keys.ctrl(KeyCode.I))
            .unless(this::acting)
            .unless(this::someSelected)
            .unless(this::othersLeft)
            .does(() -> {
              SortedSet<Integer> nodes = selected();
              Optional<Duration> time = lasting.time();
              operator.atOnce(
                  Texts.of("Isolate {0}", NodeNames.list(nodes)),
                  lab -> Lasting.begin(lab, new Fault.CutOff(nodes), time));
            }));
    commands.add(
        onNodes(
            Action.named(
                    "node.timeout", "Time out now", "Makes the node's election timer fire at once")
                .icon(Feather.CLOCK)
                .key(Keys.ctrl(KeyCode.T)),
            id -> state(id) == NodeStatus.State.RUNNING && role(id) != Role.LEADER,
            node ->
                state(node) == NodeStatus.State.RUNNING
                    ? Texts.of("{0} leads: it has no election timer", NodeNames.of(node))
                    : Texts.of("{0} is not running", NodeNames.of(node)),
            operator::atOnce,
            (lab, id) -> lab.cluster().timeOutNow(id)));
  }

  private void addClusterCommands(Actions commands, Runnable choosePartition) {
    commands.add(
        Action.named("lab.killLeader", "Kill leader", "Kills the leader of the highest term")
            .icon(Feather.X)
            .naming(() -> {
              NodeView leader = leader();
              return leader == null
                  ? Optional.empty()
                  : named(Consequence.ofStopping(now.get(), List.of(leader.id())));
            })
            .key(Keys.ctrlShift(KeyCode.K))
            .unless(this::acting)
            .unless(() -> leader() == null, "no leader now")
            .does(() -> {
              NodeView leader = leader();
              if (leader != null) {
                Optional<Duration> time = lasting.time();
                operator.run(
                    Texts.of("Kill {0}", NodeNames.of(leader.id())),
                    lab -> Lasting.begin(lab, new Fault.Down(leader.id()), time));
              }
            }));
    commands.add(
        Action.named(
                "lab.partition",
                "Partition…",
                "Cuts the network into groups; the selected nodes become the first one")
            .icon(Feather.SCISSORS)
            .key(Keys.ctrlShift(KeyCode.X))
            .unless(this::acting)
            .unless(() -> now.get().view().nodes().size() < 2, "one node cannot be divided")
            .does(choosePartition));
    commands.add(
        Action.named(
                "promises.check",
                "Check every row",
                "Looks for broken promises in all rows of the database, whatever the steps said")
            .icon(Feather.CHECK_SQUARE)
            .unless(this::acting)
            .does(() ->
                operator.run(
                    "Check every row",
                    lab -> {
                      List<Kept> promises = lab.checkRows();
                      Platform.runLater(() -> operator.say(PromiseText.checkedRows(promises)));
                    })));
    commands.add(
        Action.named("lab.heal", "Heal all", "Takes back every cut, delay and loss")
            .icon(Feather.ROTATE_CCW)
            .key(Keys.ctrl(KeyCode.H))
            .unless(this::acting)
            .unless(
                () -> now.get().links().isEmpty() && now.get().partition().isEmpty(),
                "nothing to heal")
            .does(() -> operator.atOnce("Heal all", lab -> lab.network().heal())));
  }

  /**
   * An action for those of the selected nodes that it fits.
   *
   * @param otherwise why it fits none of them
   * @param way how it is carried out
   */
  Action onNodes(
      Action.Draft draft,
      Predicate<Integer> fits,
      IntFunction<String> otherwise,
      Operator.Way way,
      BiConsumer<Lab, Integer> verb) {
    return draft
        .unless(this::acting)
        .unless(this::someSelected)
        .unless(() ->
            selected().stream().anyMatch(fits)
                ? Optional.empty()
                : Optional.of(otherwise.apply(selected().first())))
        .does(() -> {
          for (int node : List.copyOf(selected())) {
            if (fits.test(node)) {
              way.run(
                  draft.text().text() + " " + NodeNames.of(node), lab -> verb.accept(lab, node));
            }
          }
        });
  }

  /** Breaks a node, for as long as what is broken is to stay so. */
  BiConsumer<Lab, Integer> breaking(IntFunction<Fault> fault) {
    return (lab, node) -> Lasting.begin(lab, fault.apply(node), lasting.time());
  }

  /** What follows while the selected nodes are gone. */
  Optional<String> gone() {
    return selected().isEmpty()
        ? Optional.empty()
        : Consequence.ofStopping(now.get(), selected()).map(Consequence::text);
  }

  /** What follows if those of the selected nodes stop that can. */
  private Optional<String> stopping(Predicate<Integer> fits) {
    List<Integer> nodes = selected().stream().filter(fits).toList();
    return nodes.isEmpty() ? Optional.empty() : named(Consequence.ofStopping(now.get(), nodes));
  }

  /** In words, with how long it lasts. */
  Optional<String> named(Optional<Consequence> consequence) {
    Optional<String> text = consequence.map(Consequence::text);
    Optional<Duration> time = lasting.time();
    return time.isEmpty()
        ? text
        : Optional.of(
            text.map(what -> Texts.of("for {0} s: {1}", time.get().toSeconds(), what))
                .orElse(Texts.of("for {0} s", time.get().toSeconds())));
  }

  public Optional<String> acting() {
    return now.get().live()
        ? operator.idle()
        : Optional.of(Texts.of("this is a picture of the past: it can only be looked at"));
  }

  /** The same for what not every laboratory can. */
  public Optional<String> acting(Ability ability) {
    return acting()
        .or(() ->
            abilities.contains(ability)
                ? Optional.empty()
                : Optional.of(
                    switch (ability) {
                      case TIME ->
                          Texts.of(
                              "the nodes of this cluster are programs of their own, whose time is real");
                      case ANEW, MEMBERS ->
                          Texts.of(
                              "the nodes of this cluster are programs of their own; its file says which");
                      case RESTART ->
                          Texts.of(
                              "this window did not start the node; raftarium-node serve does, where it was");
                      case SERVERS, WIPE ->
                          Texts.of(
                              "its nodes have no servers of their own that this window started");
                    }));
  }

  private Optional<String> someSelected() {
    return selected().isEmpty() ? Optional.of(Texts.of("select a node first")) : Optional.empty();
  }

  private Optional<String> othersLeft() {
    return selected().size() == now.get().view().nodes().size()
        ? Optional.of(Texts.of("every node is selected"))
        : Optional.empty();
  }

  SortedSet<Integer> selected() {
    SortedSet<Integer> nodes = new TreeSet<>(selection.nodes().get());
    nodes.retainAll(now.get().view().nodes().keySet());
    return nodes;
  }

  @Nullable NodeView leader() {
    return now.get().leader();
  }

  public boolean up(int node) {
    return now.get().up(node);
  }

  private NodeStatus.@Nullable State state(int node) {
    NodeStatus process = now.get().processes().get(node);
    return process == null ? null : process.state();
  }

  private @Nullable Role role(int node) {
    NodeView view = now.get().view().nodes().get(node);
    return view == null ? null : view.role();
  }
}

package io.raftarium.app.window;

import io.raftarium.app.command.Command;
import io.raftarium.app.command.CommandRegistry;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Selection;
import io.raftarium.app.words.NodeNames;
import io.raftarium.lab.Lab;
import io.raftarium.protocol.Role;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands that act on the laboratory. */
final class LabCommands {
  private static final int MOST_NODES = 9;
  private static final List<Integer> LINK_DELAYS = List.of(0, 1, 5, 10, 20, 50, 100);

  private final Supplier<Moment> now;
  private final Selection selection;
  private final Operator operator;

  LabCommands(Supplier<Moment> now, Selection selection, Operator operator) {
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
  void addTo(CommandRegistry commands, Runnable choosePartition, Consumer<Runnable> confirm) {
    addNodeCommands(commands);
    addClusterCommands(commands, choosePartition);
    addDelays(commands);
    for (int count = 1; count <= MOST_NODES; count++) {
      int nodes = count;
      commands.add(
          new Command(
              "cluster.new." + nodes,
              "Start anew with " + (nodes == 1 ? "1 node" : nodes + " nodes"),
              "Drops what is in this cluster, after asking, and starts it again with new nodes",
              Feather.ROTATE_CW,
              null,
              this::acting,
              () ->
                  confirm.accept(() -> {
                    String text = "new cluster of " + (nodes == 1 ? "1 node" : nodes + " nodes");
                    operator.say("Starting a " + text + " …");
                    operator.run("Starting a " + text, lab -> lab.startCluster(nodes));
                  })));
    }
  }

  private void addDelays(CommandRegistry commands) {
    for (int millis : LINK_DELAYS) {
      String text = millis == 0 ? "Links without delay" : "Links take " + millis + " ms";
      commands.add(
          new Command(
              "links.delay." + millis,
              text,
              "How long a message is on the way, on every link, in laboratory time",
              Feather.ACTIVITY,
              null,
              this::acting,
              () -> operator.run(text, lab -> lab.linkDelay(Duration.ofMillis(millis)))));
    }
  }

  private void addNodeCommands(CommandRegistry commands) {
    node(
        commands,
        "node.kill",
        "Kill",
        "Ends the node's process and its connection in the middle of what it does",
        Feather.X_CIRCLE,
        key(KeyCode.DELETE),
        id -> up(id),
        node -> NodeNames.of(node) + " is down already",
        Lab::kill);
    node(
        commands,
        "node.restart",
        "Restart",
        "Starts the killed node again on its rows",
        Feather.REFRESH_CW,
        ctrl(KeyCode.R),
        id -> !up(id),
        node -> NodeNames.of(node) + " is running",
        Lab::restart);
    node(
        commands,
        "node.pause",
        "Pause node",
        "Freezes the node: it takes no event and sends nothing",
        Feather.PAUSE_CIRCLE,
        ctrl(KeyCode.P),
        id -> state(id) == NodeStatus.State.RUNNING,
        node -> NodeNames.of(node) + " is not running",
        Lab::pause);
    node(
        commands,
        "node.resume",
        "Resume node",
        "Lets the frozen node go on",
        Feather.PLAY_CIRCLE,
        ctrlShift(KeyCode.P),
        id -> state(id) == NodeStatus.State.PAUSED,
        node -> NodeNames.of(node) + " is not paused",
        Lab::resume);
    commands.add(
        new Command(
            "node.isolate",
            "Isolate",
            "Cuts every link between the selected nodes and the others",
            Feather.MINUS_CIRCLE,
            ctrl(KeyCode.I),
            () -> first(acting(), someSelected(), othersLeft()),
            () -> {
              SortedSet<Integer> nodes = selected();
              operator.run("Isolate " + NodeNames.list(nodes), lab -> lab.isolate(nodes));
            }));
    node(
        commands,
        "node.timeout",
        "Time out now",
        "Makes the node's election timer fire at once",
        Feather.CLOCK,
        ctrl(KeyCode.T),
        id -> state(id) == NodeStatus.State.RUNNING && role(id) != Role.LEADER,
        node ->
            NodeNames.of(node)
                + (state(node) == NodeStatus.State.RUNNING
                    ? " leads: it has no election timer"
                    : " is not running"),
        Lab::timeOutNow);
  }

  private void addClusterCommands(CommandRegistry commands, Runnable choosePartition) {
    commands.add(
        new Command(
            "lab.killLeader",
            "Kill leader",
            "Kills the leader of the highest term",
            Feather.X,
            ctrlShift(KeyCode.K),
            () ->
                first(acting(), leader() == null ? Optional.of("no leader now") : Optional.empty()),
            () -> {
              NodeView leader = leader();
              if (leader != null) {
                operator.run("Kill " + NodeNames.of(leader.id()), lab -> lab.kill(leader.id()));
              }
            }));
    commands.add(
        new Command(
            "lab.partition",
            "Partition…",
            "Cuts the network into groups; the selected nodes become the first one",
            Feather.SCISSORS,
            ctrlShift(KeyCode.X),
            () ->
                first(
                    acting(),
                    now.get().view().nodes().size() < 2
                        ? Optional.of("one node cannot be divided")
                        : Optional.empty()),
            choosePartition));
    commands.add(
        new Command(
            "lab.heal",
            "Heal all",
            "Takes back every cut, delay and loss",
            Feather.ROTATE_CCW,
            ctrl(KeyCode.H),
            () ->
                first(
                    acting(),
                    now.get().links().isEmpty() && now.get().partition().isEmpty()
                        ? Optional.of("nothing to heal")
                        : Optional.empty()),
            () -> operator.run("Heal all", Lab::heal)));
  }

  /** Adds a command for the selected nodes that it fits. */
  void node(
      CommandRegistry commands,
      String id,
      String text,
      String detail,
      Ikon icon,
      @Nullable KeyCombination shortcut,
      Predicate<Integer> fits,
      IntFunction<String> otherwise,
      BiConsumer<Lab, Integer> verb) {
    commands.add(
        new Command(
            id,
            text,
            detail,
            icon,
            shortcut,
            () ->
                first(
                    acting(),
                    someSelected(),
                    selected().stream().anyMatch(fits)
                        ? Optional.empty()
                        : Optional.of(otherwise.apply(selected().first()))),
            () ->
                each(
                    selected().stream().filter(fits).collect(Collectors.toCollection(TreeSet::new)),
                    node ->
                        operator.run(
                            text + " " + NodeNames.of(node), lab -> verb.accept(lab, node)))));
  }

  private static void each(SortedSet<Integer> nodes, Consumer<Integer> act) {
    nodes.forEach(act);
  }

  Optional<String> acting() {
    return now.get().live()
        ? Optional.empty()
        : Optional.of("this is a picture of the past: it can only be looked at");
  }

  private Optional<String> someSelected() {
    return selected().isEmpty() ? Optional.of("select a node first") : Optional.empty();
  }

  private Optional<String> othersLeft() {
    return selected().size() == now.get().view().nodes().size()
        ? Optional.of("every node is selected")
        : Optional.empty();
  }

  @SafeVarargs
  static Optional<String> first(Optional<String>... obstacles) {
    for (Optional<String> obstacle : obstacles) {
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  private SortedSet<Integer> selected() {
    SortedSet<Integer> nodes = new TreeSet<>(selection.nodes().get());
    nodes.retainAll(now.get().view().nodes().keySet());
    return nodes;
  }

  @Nullable NodeView leader() {
    return now.get().leader();
  }

  boolean up(int node) {
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

  static KeyCombination key(KeyCode code) {
    return new KeyCodeCombination(code);
  }

  static KeyCombination ctrl(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
  }

  static KeyCombination ctrlShift(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  }
}

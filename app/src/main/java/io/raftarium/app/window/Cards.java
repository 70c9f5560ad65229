package io.raftarium.app.window;

import io.raftarium.app.about.AboutCard;
import io.raftarium.app.classroom.Classroom;
import io.raftarium.app.classroom.ResultCard;
import io.raftarium.app.export.FileChoice;
import io.raftarium.app.force.NodeTimeCard;
import io.raftarium.app.force.SendCard;
import io.raftarium.app.force.Sending;
import io.raftarium.app.links.PartitionChooser;
import io.raftarium.app.load.LoadCard;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Consequence;
import io.raftarium.app.model.Lasting;
import io.raftarium.app.model.Operator;
import io.raftarium.app.parts.ConfirmCard;
import io.raftarium.app.parts.Overlay;
import io.raftarium.app.preferences.PreferencesCard;
import io.raftarium.app.submit.StateCard;
import io.raftarium.app.tape.JumpCard;
import io.raftarium.app.tape.LegendCard;
import io.raftarium.app.tape.MarkersCard;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.Texts;
import io.raftarium.view.Fault;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.OwnTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cards that lie above the window, and what comes of them. */
final class Cards {
  private final AppContext context;
  private final Overlay overlay;
  private final Supplier<Moment> now;
  private final Operator operator;
  private LoadPlan usual = LoadCard.USUAL;
  private @Nullable StateCard keys;
  private @Nullable SendCard event;

  /**
   * Of a window.
   *
   * @param now the moment that it shows
   */
  Cards(AppContext context, Overlay overlay, Supplier<Moment> now) {
    this.context = context;
    this.overlay = overlay;
    this.now = now;
    this.operator = context.operator();
  }

  /**
   * What changes with the moment, as long as it lies there.
   *
   * @param guarded draws a part
   */
  void show(Moment present, BiConsumer<Object, Runnable> guarded) {
    StateCard values = keys;
    if (values != null && values.node().getParent() != null) {
      guarded.accept(values, () -> values.show(now.get().view()));
    } else {
      keys = null;
    }
    SendCard sending = event;
    if (sending != null && sending.node().getParent() != null) {
      guarded.accept(sending, () -> sending.show(present.view()));
    } else {
      event = null;
    }
  }

  /** Which versions run, and of what it is made. */
  void about() {
    AboutCard card =
        new AboutCard(
            LabText.of(now.get().database()),
            context.reading(),
            () -> operator.say(Texts.of("Copied all of it")),
            overlay::close);
    overlay.show(card);
  }

  /** How a person wants it. */
  void preferences(PreferencesCard.Desk desk) {
    PreferencesCard card = new PreferencesCard(context.commands(), desk, overlay::close);
    overlay.show(card);
  }

  /** Whose the result of the lessons is, and where it goes. */
  void result(Classroom classroom, FileChoice files) {
    ResultCard card =
        new ResultCard(
            classroom.progress().get(),
            name -> {
              overlay.close();
              files
                  .choose(Texts.of("Save the result"), "raftarium-result.json")
                  .ifPresent(file ->
                      classroom.save(
                          file,
                          name,
                          failure -> {
                            if (failure == null) {
                              operator.say(Texts.of("Saved: {0}", file));
                            } else {
                              operator.fail(Texts.of("Save the result"), failure);
                            }
                          }));
            },
            overlay::close);
    overlay.show(card);
  }

  /** Moments with names. */
  void markers(Runnable redraw) {
    MarkersCard card = new MarkersCard(context, now.get(), redraw, overlay::close);
    overlay.show(card);
  }

  /** What the signs mean. */
  void legend() {
    LegendCard card = new LegendCard(context.palette().getValue(), overlay::close);
    overlay.show(card);
  }

  /** Keys and values of every node. */
  void state() {
    keys = new StateCard(context, overlay::close);
    keys.show(now.get().view());
    overlay.show(keys);
  }

  /** Where to jump to. */
  void jump(Function<String, Optional<String>> jump) {
    JumpCard card = new JumpCard(jump, overlay::close);
    overlay.show(card);
  }

  /** Asks before something is destroyed. */
  void confirm(String question, String meaning, String yes, Runnable act) {
    ConfirmCard card =
        new ConfirmCard(
            question,
            meaning,
            yes,
            () -> {
              overlay.close();
              act.run();
            },
            overlay::close);
    overlay.show(card);
  }

  /** Nothing committed is thrown away without a yes; an empty cluster has nothing to lose. */
  void confirmDrop(Runnable drop) {
    long entries =
        now.get().view().nodes().values().stream()
            .mapToLong(NodeView::lastLogIndex)
            .max()
            .orElse(0);
    confirm(
        Texts.of("Start this cluster anew?"),
        entries == 1
            ? Texts.of(
                "What is in {0} goes: up to 1 log entry on each of its nodes. New cluster…"
                    + " keeps it and begins another one beside it.",
                now.get().title())
            : Texts.of(
                "What is in {0} goes: up to {1} log entries on each of its nodes. New"
                    + " cluster… keeps it and begins another one beside it.",
                now.get().title(), entries),
        Texts.of("Drop and start anew"),
        drop);
  }

  /** The groups of a partition. */
  void partition() {
    SortedSet<Integer> nodes = new TreeSet<>(now.get().view().nodes().keySet());
    SortedSet<Integer> first = context.selection().nodes().get();
    PartitionChooser chooser =
        new PartitionChooser(
            nodes,
            first.isEmpty() || first.containsAll(nodes) ? Set.of(nodes.first()) : first,
            groups -> {
              overlay.close();
              Optional<Duration> time = context.lasting().time();
              operator.atOnce(
                  "Partition", lab -> Lasting.begin(lab, new Fault.Parted(groups), time));
            },
            groups ->
                Consequence.ofParting(now.get(), groups.values()).map(Consequence::text).orElse(""),
            overlay::close);
    overlay.show(chooser);
  }

  /** What clients ask. */
  void load() {
    LoadCard card =
        new LoadCard(
            usual,
            plan -> {
              overlay.close();
              usual = plan;
              operator.atOnce("Start a load", lab -> lab.load().start(plan));
            },
            overlay::close);
    overlay.show(card);
  }

  /** A node's own time. */
  void time(int node) {
    NodeStatus process = now.get().processes().get(node);
    OwnTime before = process == null ? OwnTime.NONE : process.own();
    Duration usual = context.source().lab().orElseThrow().options().electionTimeout();
    NodeTimeCard card =
        new NodeTimeCard(
            node,
            before,
            usual,
            time -> {
              overlay.close();
              if (time.clockRate() != before.clockRate()) {
                operator.atOnce(
                    "Set its clock", lab -> lab.timers().clockRate(node, time.clockRate()));
              }
              if (!Objects.equals(time.election(), before.election())) {
                operator.atOnce(
                    "Set its election timeout",
                    lab -> lab.timers().electionRange(node, time.election()));
              }
            },
            overlay::close);
    overlay.show(card);
  }

  /** Any event for a node. */
  void event(int node) {
    event =
        new SendCard(
            node,
            now.get().view(),
            context.source().rules(),
            new Sending(operator),
            overlay::close);
    overlay.show(event);
  }
}

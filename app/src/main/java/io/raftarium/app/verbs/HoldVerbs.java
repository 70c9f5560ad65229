package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Pick;
import io.raftarium.app.model.Selection;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.Moment;
import io.raftarium.view.Steer;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands that hold messages on their links and steer those that are held. */
public final class HoldVerbs {
  private static final List<Integer> DELAYS = List.of(10, 50, 200, 1_000);

  private final Supplier<Moment> now;
  private final Selection selection;
  private final LabVerbs lab;
  private final Operator operator;
  private final Optional<Lab> laboratory;

  /**
   * Of a window.
   *
   * @param laboratory what is acted on; empty for a file
   */
  public HoldVerbs(
      Supplier<Moment> now,
      Selection selection,
      LabVerbs lab,
      Operator operator,
      Optional<Lab> laboratory) {
    this.now = now;
    this.selection = selection;
    this.lab = lab;
    this.operator = operator;
    this.laboratory = laboratory;
  }

  /** Adds them. */
  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "hold.all",
                "Hold messages, or let them go",
                "Every message stops on its link and waits; the time stands still, and Step goes on to"
                    + " the next timer. Once more, and what is held arrives in order")
            .icon(Feather.STOP_CIRCLE)
            .key(Keys.key(KeyCode.F7))
            .unless(lab::acting)
            .does(() -> {
              if (holds()) {
                operator.atOnce("Let messages go", each -> each.network().release(true));
              } else {
                operator.atOnce("Hold messages", each -> each.network().hold(Hold.ALL));
              }
            }));
    commands.add(
        Action.named(
                "hold.next",
                "Deliver the next message",
                "Lets the message arrive that is held longest, and picks the one behind it")
            .icon(Feather.CORNER_DOWN_RIGHT)
            .key(Keys.key(KeyCode.F4))
            .unless(lab::acting)
            .unless(() -> held().isEmpty(), "no message is held")
            .does(() -> {
              List<WireMessage> all = held();
              if (all.size() > 1) {
                selection.pick(new Pick.Message(all.get(1).number()));
              }
              operator.atOnce(
                  "Deliver the next message",
                  each -> {
                    long _ = each.network().deliverNext();
                  });
            }));
    commands.add(
        Action.named(
                "hold.drop",
                "Drop all that is held",
                "What is held is lost, and no message stops any longer")
            .icon(Feather.TRASH_2)
            .unless(lab::acting)
            .unless(() -> !holds(), "no message is held")
            .does(
                () -> operator.atOnce("Drop what is held", each -> each.network().release(false))));
    walk(commands, "hold.go", Texts.mark("Go to the next held message"), KeyCode.F3, false, 1);
    walk(commands, "hold.back", Texts.mark("Go to the held message before"), KeyCode.F3, true, -1);
    steer(
        commands,
        "deliver",
        Texts.mark("Deliver"),
        Texts.mark("It arrives now"),
        Feather.CHECK,
        Steer.DELIVER);
    steer(
        commands,
        "drop",
        Texts.mark("Drop"),
        Texts.mark("It is lost on its link"),
        Feather.X,
        Steer.DROP);
    steer(
        commands,
        "duplicate",
        Texts.mark("Duplicate"),
        Texts.mark("One more of it waits behind it, as a network may make of one"),
        Feather.COPY,
        Steer.DUPLICATE);
    for (int millis : DELAYS) {
      commands.add(
          onHeld(
              Action.named(
                      "message.delay." + millis,
                      Texts.phrase(
                          "Delay by {0}", millis < 1_000 ? millis + " ms" : millis / 1_000 + " s"),
                      "It flies on for so long, in laboratory time, and arrives then")
                  .icon(Feather.CLOCK),
              Steer.DELAY,
              Duration.ofMillis(millis)));
    }
    commands.add(
        onPicked("message.hold.kind", Texts.mark("Hold only messages of this kind"))
            .does(() ->
                picked()
                    .ifPresent(
                        message -> hold(Hold.of(List.of(message.rpc().type()), List.of())))));
    commands.add(
        onPicked("message.hold.link", Texts.mark("Hold only messages on this link"))
            .does(() ->
                picked()
                    .ifPresent(message ->
                        hold(
                            Hold.of(List.of(), List.of(new Link(message.from(), message.to())))))));
  }

  private Action.Draft onPicked(String id, String text) {
    return Action.named(
            id,
            text,
            "The others go on; the time runs until one of these is caught, and stands still then")
        .icon(Feather.FILTER)
        .unless(lab::acting)
        .unless(() -> picked().isEmpty(), "pick a message under way first");
  }

  private void hold(Hold hold) {
    operator.atOnce(
        "Hold some messages",
        each -> {
          each.network().hold(hold);
          // Else none of them would ever be sent.
          if (each.abilities().contains(Lab.Ability.TIME) && heldBy(each).isEmpty()) {
            each.time().resume();
          }
        });
  }

  private static List<WireMessage> heldBy(Lab each) {
    return each.network().wire().stream()
        .filter(message -> message.fate() == WireMessage.Fate.HELD)
        .toList();
  }

  private void walk(
      Actions commands, String id, String text, KeyCode key, boolean shifted, int by) {
    commands.add(
        Action.named(id, text, "Picks it: what it says, and what it would do, is shown beside")
            .icon(by > 0 ? Feather.CHEVRON_RIGHT : Feather.CHEVRON_LEFT)
            .key(shifted ? new KeyCodeCombination(key, KeyCombination.SHIFT_DOWN) : Keys.key(key))
            .unless(() -> held().isEmpty(), "no message is held")
            .does(() -> {
              List<WireMessage> all = held();
              int at = picked().map(all::indexOf).orElse(-1);
              int next =
                  at < 0 ? (by > 0 ? 0 : all.size() - 1) : Math.floorMod(at + by, all.size());
              selection.pick(new Pick.Message(all.get(next).number()));
              commands.find("panel.message").ifPresent(open -> open.run().run());
            }));
  }

  private void steer(
      Actions commands, String id, String text, String detail, Ikon icon, Steer act) {
    commands.add(
        onHeld(
            Action.named(
                    "message." + id,
                    text,
                    Texts.of("{0}; for the picked message", Texts.of(detail)))
                .icon(icon),
            act,
            Duration.ZERO));
  }

  private Action onHeld(Action.Draft draft, Steer act, Duration by) {
    return draft
        .unless(lab::acting)
        .unless(() -> pickedNumber() == 0, "pick a message first")
        .unless(
            () -> picked().filter(each -> each.fate() == WireMessage.Fate.HELD).isEmpty(),
            "the picked message is not held")
        .does(() -> {
          long message = pickedNumber();
          operator.atOnce(draft.text().text(), each -> each.network().steer(message, act, by));
        });
  }

  private long pickedNumber() {
    return selection.picked().get() instanceof Pick.Message(long number) ? number : 0;
  }

  private Optional<WireMessage> picked() {
    long number = pickedNumber();
    return now.get().wire().stream().filter(message -> message.number() == number).findFirst();
  }

  private List<WireMessage> held() {
    return now.get().wire().stream()
        .filter(message -> message.fate() == WireMessage.Fate.HELD)
        .toList();
  }

  private boolean holds() {
    return !held().isEmpty()
        || laboratory.filter(each -> each.network().hold().isPresent()).isPresent();
  }
}

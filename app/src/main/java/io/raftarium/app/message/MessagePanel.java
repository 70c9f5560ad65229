package io.raftarium.app.message;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.ActionButton;
import io.raftarium.app.action.Menus;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Pick;
import io.raftarium.app.parts.Copied;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.words.JsonText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Happening;
import io.raftarium.record.Traces;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Moment;
import io.raftarium.view.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The message that is picked: its JSON, its way, what can be done with it and what it would do. */
public final class MessagePanel implements Panel {
  /** A text area is slow with more; the whole is read in a card, and copied. */
  private static final int MOST_CHARS = 8_000;

  private static final int MOST_LINES = 12;

  /** Happenings that are read on in one frame. */
  private static final int MOST_READ = 3_000;

  private final AppContext context;
  private final Traces traces;
  private final VBox content = new VBox();
  private final LiveScroll root = new LiveScroll(content);
  private final Label name = new Label();
  private final Label state = new Label();
  private final FlowPane buttons = new FlowPane(6, 6);
  private final List<ActionButton> verbs = new ArrayList<>();
  private final TextArea json = new TextArea();
  private final WayView way;
  private final PreviewView preview;
  private final Label nothing = new Label();
  private final List<Node> parts;

  private @Nullable Rpc shown;
  private long picked;

  /** Of a window. */
  public MessagePanel(AppContext context) {
    this.context = context;
    this.traces = new Traces(context.source().tape());
    this.way = new WayView(context);
    this.preview = new PreviewView(context);
    name.getStyleClass().add("inspector-name");
    name.setId("message-name");
    WrappedText.wrap(name);
    state.setId("message-state");
    WrappedText.wrap(state);
    nothing.setId("message-none");
    nothing.getStyleClass().add("muted-text");
    WrappedText.wrap(nothing);
    buttons.getStyleClass().add("node-buttons");
    if (context.source().lab().isPresent()) {
      context.commands().add(what());
      verb("message.deliver", Texts.of("Deliver"));
      verb("message.drop", Texts.of("Drop"));
      verb("message.duplicate", Texts.of("Duplicate"));
      buttons.getChildren().add(delays());
      verb("message.preview", Texts.of("What would happen?"));
    }
    VBox head = new VBox(4, name, state, buttons);
    head.getStyleClass().add("inspector-section");
    parts = List.of(head, preview.node(), way.node(), text());
    content.getStyleClass().add("inspector-content");
    content.getChildren().add(nothing);
    content.getChildren().addAll(parts);
    root.setId("message-panel");
    root.getStyleClass().addAll("inspector-panel", "edge-to-edge");
    context
        .selection()
        .picked()
        .subscribe(pick -> {
          picked = pick instanceof Pick.Message(long number) ? number : 0;
          shown = null;
        });
  }

  private VBox text() {
    Label title = new Label(Texts.of("THE MESSAGE"));
    title.getStyleClass().add("panel-title");
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    json.setId("message-json");
    json.setEditable(false);
    json.getStyleClass().addAll("mono", "step-json");
    json.setAccessibleText(Texts.of("The message as JSON"));
    Button whole = small(Feather.MAXIMIZE_2, Texts.of("Read the whole message"));
    whole.setId("message-whole");
    whole.setOnAction(_ -> whole());
    Button copy = small(Feather.COPY, Texts.of("Copy the message"));
    copy.setId("message-copy");
    copy.setOnAction(_ -> copy());
    HBox line = new HBox(4, title, whole, copy);
    line.setAlignment(Pos.CENTER_LEFT);
    VBox text = new VBox(line, json);
    text.getStyleClass().add("inspector-section");
    return text;
  }

  private static Button small(Feather icon, String text) {
    Button button = new Button(null, new FontIcon(icon));
    button.getStyleClass().addAll("small", "quiet");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setTooltip(new Tooltip(text));
    button.setAccessibleText(text);
    return button;
  }

  private void verb(String id, String text) {
    context
        .commands()
        .find(id)
        .ifPresent(command -> {
          ActionButton button = new ActionButton(command, text, context.operator()::say);
          button.getStyleClass().add("small");
          button.setId("pick-" + id.replace('.', '-'));
          verbs.add(button);
          buttons.getChildren().add(button);
        });
  }

  private MenuButton delays() {
    MenuButton menu = new MenuButton(Texts.of("Delay…"));
    menu.setId("pick-message-delay");
    menu.getStyleClass().add("small");
    List<Menus.Entry> entries =
        context.commands().all().stream()
            .map(Action::id)
            .filter(id -> id.startsWith("message.delay."))
            .<Menus.Entry>map(Menus.Item::new)
            .toList();
    menu.setOnShowing(_ -> Menus.fill(menu.getItems(), context.commands(), entries));
    Menus.fill(menu.getItems(), context.commands(), entries);
    return menu;
  }

  private Action what() {
    return Action.named(
            "message.preview",
            "What would happen?",
            "Takes the receiver's step with the picked message and undoes it: nothing of it stays")
        .icon(Feather.EYE)
        .unless(context.operator()::idle)
        .unless(() -> message().isEmpty(), "pick a message first")
        .unless(
            () -> context.playhead().past().get() != null,
            "this is the past: look at what did happen")
        .does(() ->
            message()
                .ifPresent(message -> {
                  context.commands().find("panel.message").ifPresent(open -> open.run().run());
                  preview.ask(message);
                }));
  }

  /** The picked one, whether or not this panel has been seen since it was picked. */
  private Optional<Rpc> message() {
    return Optional.ofNullable(shown)
        .or(() ->
            context.source().moment().wire().stream()
                .filter(each -> each.number() == picked)
                .map(WireMessage::rpc)
                .findFirst());
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    boolean read = traces.readOn(MOST_READ);
    Optional<Trip> trip = traces.trip(picked);
    if (trip.isPresent() && shown == null) {
      context.source().tape().happening(trip.get().sent()).ifPresent(this::showText);
    }
    Rpc message = shown;
    boolean there = trip.isPresent() && message != null;
    nothing.setVisible(!there);
    nothing.setManaged(!there);
    parts.forEach(part -> {
      part.setVisible(there);
      part.setManaged(there);
    });
    if (trip.isEmpty() || message == null) {
      nothing.setText(
          picked == 0
              ? Texts.of(
                  "Click a message on its way. Hold messages{0} to have time for it.",
                  context.commands().keys("hold.all"))
              : read
                  ? Texts.of("The tape does not hold this message any longer.")
                  : Texts.of("Reading the tape …"));
      return;
    }
    Trip found = trip.get();
    Optional<WireMessage> onWire =
        moment.wire().stream().filter(each -> each.number() == picked).findFirst();
    name.setText(
        Shortened.of(found.type(), 40)
            + "  "
            + NodeNames.of(found.from())
            + " → "
            + NodeNames.of(found.to()));
    state.setText(WayView.state(found, onWire));
    verbs.forEach(ActionButton::refresh);
    way.show(found, traces);
    preview.show(message, moment);
  }

  private void showText(Happening sent) {
    if (sent instanceof Happening.Sent(Happening.Stamp _, WireMessage message)) {
      Rpc rpc = message.rpc();
      shown = rpc;
      String text = JsonText.pretty(rpc.body());
      json.setText(Shortened.lines(text, MOST_CHARS));
      json.setPrefRowCount(Math.clamp(text.lines().count(), 3, MOST_LINES));
      json.setMinHeight(Region.USE_PREF_SIZE);
    }
  }

  private void whole() {
    Rpc message = shown;
    if (message != null) {
      context
          .reading()
          .open(Texts.of("Message {0}", message.id()), JsonText.pretty(message.body()));
    }
  }

  private void copy() {
    Rpc message = shown;
    if (message != null) {
      Copied.text(message.body().toString());
      context.operator().say(Texts.of("Copied message {0}", Shortened.of(message.id(), 40)));
    }
  }
}

package io.raftarium.app.messages;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Keys;
import io.raftarium.app.messages.MessageFilter.BadFilter;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Pick;
import io.raftarium.app.parts.Steady;
import io.raftarium.app.words.CountText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.record.Traces;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Moment;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Every message of the tape in a list, the newest last; a filter line says which. What is picked in
 * it is picked everywhere.
 */
public final class MessagesPanel implements Panel {
  private static final Duration STEADY = Duration.ofMillis(120);
  private static final String GRAMMAR =
      Texts.mark(
          "Words, and from:S1 to:S3 node:S2 kind:append term:3-5 index:7 fate:lost number:>100."
              + " Several values with commas: kind:vote,vote-reply. A minus sign leaves out:"
              + " -kind:heartbeat");

  private final AppContext context;
  private final MessageRows rows;
  private final MessageTable table;
  private final VBox root = new VBox();
  private final TextField field = new TextField();
  private final Label problem = new Label();
  private final Label count = new Label();
  private final ToggleButton tail = new ToggleButton(Texts.of("Newest"));
  private final Button clear = new Button();
  private final Steady steady = new Steady(STEADY);
  private ContextMenu menu = new ContextMenu();
  private MessageFilter wanted = MessageFilter.ALL;
  private MessageFilter applied = MessageFilter.ALL;
  private @Nullable Moment shown;
  private boolean reading;
  private boolean failed;
  private long seen;

  /** The moment that this panel asked for, which it need not scroll to. */
  private long asked = -1;

  private int all;

  /** Of a window. */
  public MessagesPanel(AppContext context) {
    this.context = context;
    rows = new MessageRows(context.source().tape());
    table = new MessageTable(context.palette(), new Hands());
    root.getStyleClass().add("messages-panel");
    field.setId("message-filter");
    field.getStyleClass().add("mono");
    field.setPromptText(Texts.of("Filter: from:S1 kind:append -fate:delivered"));
    field.setTooltip(new Tooltip(Texts.of(GRAMMAR)));
    field.setAccessibleText(Texts.of("Which messages are shown. {0}", Texts.of(GRAMMAR)));
    field.textProperty().subscribe(this::typed);
    showClear();
    field.addEventHandler(KeyEvent.KEY_PRESSED, this::leaveField);
    HBox.setHgrow(field, Priority.ALWAYS);
    var _ = new CompletionPopup(field, this::known);
    clear.setId("message-filter-clear");
    clear.setGraphic(new FontIcon(Feather.X));
    clear.getStyleClass().add("flat");
    clear.setTooltip(new Tooltip(Texts.of("Show every message")));
    clear.setAccessibleText(Texts.of("Show every message"));
    clear.setOnAction(_ -> field.clear());
    tail.setId("message-tail");
    tail.setMinWidth(Region.USE_PREF_SIZE);
    tail.setTooltip(
        new Tooltip(Texts.of("Goes along with the newest message (Ctrl+End in the list)")));
    tail.setOnAction(_ -> tail());
    table.tail().subscribe(following -> tail.setSelected(following));
    count.setId("message-count");
    count.getStyleClass().addAll("muted", "small-text");
    count.setMinWidth(Region.USE_PREF_SIZE);
    HBox head = new HBox(6, field, clear, count, tail);
    head.setAlignment(Pos.CENTER_LEFT);
    problem.setId("message-filter-problem");
    problem.getStyleClass().addAll("danger-text", "small-text");
    WrappedText.wrap(problem);
    say(null);
    VBox.setVgrow(table.node(), Priority.ALWAYS);
    table.node().setMinHeight(0);
    root.getChildren().addAll(head, problem, table.node());
    context.selection().picked().subscribe(ignored -> mark());
    context
        .commands()
        .add(
            Action.named(
                    "messages.filter",
                    "Filter the messages",
                    "Puts the cursor into the filter line of the message list")
                .icon(Feather.FILTER)
                .key(Keys.ctrl(KeyCode.F))
                .does(this::askFilter));
    tell();
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    Moment before = shown;
    shown = moment;
    boolean past = context.playhead().past().get() != null;
    table.horizon(past ? moment.number() : Long.MAX_VALUE);
    if (past
        && (before == null || before.number() != moment.number())
        && asked != moment.number()) {
      table.reveal(moment.number());
    }
    if (!reading && context.source().tape().last() != seen && steady.due()) {
      read();
    }
  }

  private void askFilter() {
    context.commands().run("panel.messages");
    field.requestFocus();
    field.selectAll();
  }

  private void leaveField(KeyEvent event) {
    switch (event.getCode()) {
      case ESCAPE -> {
        if (!field.getText().isEmpty()) {
          field.clear();
          event.consume();
        }
      }
      case DOWN, ENTER -> {
        table.node().requestFocus();
        event.consume();
      }
      default -> {}
    }
  }

  private Completion.Known known() {
    Moment now = shown;
    return now == null
        ? new Completion.Known(new TreeSet<>(), 0)
        : new Completion.Known(
            new TreeSet<>(now.view().nodes().keySet()), now.view().highestTerm());
  }

  private void typed() {
    showClear();
    try {
      wanted = MessageFilter.of(field.getText());
      say(null);
      read();
    } catch (BadFilter e) {
      // What fitted before stays in sight.
      say(e.getMessage());
    }
  }

  private void showClear() {
    clear.setVisible(!field.getText().isEmpty());
    clear.setManaged(clear.isVisible());
  }

  private void say(@Nullable String why) {
    problem.setText(why == null ? "" : why);
    problem.setVisible(why != null);
    problem.setManaged(why != null);
  }

  /** Reads on, or filters anew, one after the other and besides. */
  private void read() {
    if (reading || failed) {
      return;
    }
    reading = true;
    MessageFilter filter = wanted;
    boolean other = !filter.equals(applied);
    applied = filter;
    long newest = context.source().tape().last();
    Thread _ =
        Thread.ofVirtual()
            .name("messages")
            .start(() -> {
              try {
                MessageRows.Change change = other ? rows.filter(filter) : rows.readOn();
                Platform.runLater(() -> take(change, other ? seen : newest));
              } catch (RuntimeException e) {
                Platform.runLater(() -> fail(e));
              }
            });
  }

  private void take(MessageRows.Change change, long newest) {
    reading = false;
    seen = newest;
    all = change.all();
    table.take(change);
    tell();
    if (change.more() || !wanted.equals(applied)) {
      read();
    }
  }

  private void fail(RuntimeException cause) {
    reading = false;
    failed = true;
    context.operator().fail("Reading the messages (the list stays as it is)", cause);
  }

  private void tell() {
    String whole = CountText.of(all);
    boolean filtered = !wanted.all();
    count.setText(filtered ? Texts.of("{0} of {1}", CountText.of(table.size()), whole) : whole);
    count.setAccessibleText(Texts.of("{0} messages", count.getText()));
    table.say(
        all == 0
            ? Texts.of("No message was sent yet.")
            : filtered ? Texts.of("No message fits the filter.") : "");
  }

  private void tail() {
    if (tail.isSelected()) {
      context.selection().pick(Pick.NONE);
    }
    table.follow(tail.isSelected());
  }

  private void mark() {
    Traces traces = rows.traces();
    switch (context.selection().picked().get()) {
      case Pick.Message message -> {
        String id = traces.trip(message.number()).map(Trip::id).orElse("");
        table.mark(OptionalLong.of(message.number()), duplicates(id));
      }
      case Pick.Step step -> table.mark(OptionalLong.empty(), around(step.happening()));
      default -> table.mark(OptionalLong.empty(), number -> false);
    }
  }

  /** A link that duplicates sends the same message under another number. */
  private LongPredicate duplicates(String id) {
    return number ->
        !id.isEmpty()
            && rows.traces().trip(number).filter(trip -> trip.id().equals(id)).isPresent();
  }

  /** What a step took and sent. */
  private LongPredicate around(long step) {
    return number ->
        rows.traces()
            .trip(number)
            .filter(trip -> trip.sentBy() == step || trip.takenBy() == step)
            .isPresent();
  }

  private void visit(long happening) {
    asked = happening;
    context.playhead().show(context.source().at(happening));
  }

  /** Narrows the filter by one more part. */
  private void narrow(String part) {
    String before = field.getText().strip();
    field.setText(before.isEmpty() ? part : before + " " + part);
  }

  /** What a person does at the table. */
  private final class Hands implements MessageTable.Acts {
    @Override
    public void pick(MessageRow row) {
      context.selection().pick(new Pick.Message(row.number()));
      if (context.playhead().past().get() != null) {
        visit(row, false);
      }
    }

    @Override
    public void visit(MessageRow row, boolean end) {
      long ended = row.trip().ended();
      MessagesPanel.this.visit(end && ended > 0 ? ended : row.trip().sent());
    }

    @Override
    public void menu(MessageRow row, ContextMenuEvent event) {
      menu.hide();
      String from = NodeNames.of(row.trip().from());
      String to = NodeNames.of(row.trip().to());
      String kind = row.kind().word();
      menu =
          new ContextMenu(
              item(Texts.of("Look at the moment of its sending"), () -> visit(row, false)),
              item(Texts.of("Look at the moment of its end"), () -> visit(row, true)),
              new SeparatorMenuItem(),
              item(Texts.of("Only those from {0}", from), () -> narrow("from:" + from)),
              item(Texts.of("Only those to {0}", to), () -> narrow("to:" + to)),
              item(Texts.of("Only this kind"), () -> narrow("kind:" + kind)),
              item(Texts.of("Without this kind"), () -> narrow("-kind:" + kind)),
              item(
                  Texts.of("Only term {0}", row.trip().term()),
                  () -> narrow("term:" + row.trip().term())));
      menu.show(table.node(), event.getScreenX(), event.getScreenY());
    }

    private static MenuItem item(String text, Runnable act) {
      MenuItem item = new MenuItem(text);
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> act.run());
      return item;
    }
  }
}

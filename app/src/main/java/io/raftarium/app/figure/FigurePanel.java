package io.raftarium.app.figure;

import io.raftarium.app.action.Action;
import io.raftarium.app.figure.FigurePage.Field;
import io.raftarium.app.figure.RuleRuns.Run;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Pick;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.parts.Paced;
import io.raftarium.app.words.EventText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.app.words.WrappedText;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * All of Raft on one page, as Figure 2 of the paper has it, in our own words: what ran last at the
 * moment that is shown is lit, and each rule leads to where it ran and to its source.
 */
public final class FigurePanel implements Panel {
  private static final Duration LEAST = Duration.ofMillis(120);

  private static final int MOST_CHARS = 200;

  private final AppContext context;
  private final Function<String, List<Action>> lessons;
  private final Label title = new Label("FIGURE 2");
  private final Columns figure = new Columns();
  private final Columns beyond = new Columns();
  private final TitledPane more = new TitledPane(Texts.of("Beyond Figure 2"), beyond);
  private final Map<String, RuleRow> rows = new LinkedHashMap<>();
  private final Map<Field, Label> values = new HashMap<>();
  private final LiveScroll scroll = new LiveScroll(new VBox());
  private final VBox root = new VBox();
  private final Paced paced = new Paced(LEAST);

  /** The picked rule that was scrolled to. */
  private String seen = "";

  private Set<String> known = Set.of();
  private @Nullable Moment now;
  private long number;
  private @Nullable Lit lit;

  /** What is lit. */
  private record Lit(int node, @Nullable NodeView row, SortedMap<String, SortedSet<Integer>> ran) {}

  private final RuleRow.Ways ways =
      new RuleRow.Ways() {
        @Override
        public void last(String rule) {
          go(rule, runs().upTo(view(), rule));
        }

        @Override
        public void older(String rule) {
          go(rule, runs().before(view(), rule));
        }

        @Override
        public void newer(String rule) {
          go(rule, runs().after(view(), rule));
        }

        @Override
        public void source(String rule) {
          context.selection().pick(new Pick.Rule(rule));
          context.commands().run("panel.function");
        }
      };

  /**
   * Of a window.
   *
   * @param lessons those in which a rule is seen at work
   */
  public FigurePanel(AppContext context, Function<String, List<Action>> lessons) {
    this.context = context;
    this.lessons = lessons;
    title.setId("figure-title");
    title.getStyleClass().add("panel-title");
    WrappedText.wrap(title);
    more.setId("figure-more");
    more.setExpanded(false);
    more.setAnimated(false);
    VBox content = new VBox(8, figure, more);
    content.getStyleClass().add("figure-content");
    scroll.setContent(content);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    root.getStyleClass().add("figure-panel");
    root.getChildren().addAll(title, scroll);
    root.setMinSize(0, 0);
    context.selection().picked().subscribe(_ -> showPicked());
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    now = moment;
    fill(moment);
    Lit next = lit(moment);
    if (next.equals(lit)) {
      if (number != moment.number()) {
        showPicked();
      }
      number = moment.number();
      return;
    }
    number = moment.number();
    Lit before = lit;
    if (moment.live() && before != null && before.node() == next.node()) {
      paced.run(() -> light(next));
    } else {
      paced.now(() -> light(next));
    }
  }

  /** The rules are those of the database; a file may carry none but those that ran. */
  private void fill(Moment moment) {
    SortedMap<String, String> texts = context.source().rules();
    Set<String> rules = texts.keySet();
    if (texts.isEmpty()) {
      rules = new TreeSet<>(known);
      for (JournalEntry step : moment.view().journal()) {
        rules.addAll(step.rules());
      }
    }
    if (rules.equals(known) && !values.isEmpty()) {
      return;
    }
    known = Set.copyOf(rules);
    rows.clear();
    values.clear();
    List<Node> first = new ArrayList<>();
    List<Node> second = new ArrayList<>();
    for (FigurePage.Card card : FigurePage.of(rules).cards()) {
      (card.beyond() ? second : first).add(card(card, texts));
    }
    figure.show(first);
    beyond.show(second);
    lit = null;
  }

  private Node card(FigurePage.Card card, Map<String, String> texts) {
    VBox box = new VBox();
    box.getStyleClass().add("figure-card");
    Label heading = new Label(Texts.of(card.title()));
    heading.getStyleClass().add("figure-heading");
    WrappedText.wrap(heading);
    box.getChildren().add(heading);
    if (!card.about().isEmpty()) {
      Label about = new Label(Texts.of(card.about()));
      about.getStyleClass().add("muted-text");
      WrappedText.wrap(about);
      box.getChildren().add(about);
    }
    if (!card.fields().isEmpty()) {
      box.getChildren().add(fields(card.fields()));
    }
    for (String rule : card.rules()) {
      RuleRow row =
          new RuleRow(rule, Texts.of(texts.getOrDefault(rule, "")), ways, lessons.apply(rule));
      rows.put(rule, row);
      box.getChildren().add(row);
    }
    return box;
  }

  private Node fields(List<Field> fields) {
    VBox box = new VBox();
    box.getStyleClass().add("figure-fields");
    for (Field field : fields) {
      Label name = new Label(field.name());
      name.getStyleClass().add("figure-field");
      Label value = new Label();
      value.getStyleClass().add("figure-value");
      values.put(field, value);
      GridPane head = new GridPane();
      head.setHgap(8);
      head.addRow(0, name, value);
      Label meaning = new Label(Texts.of(field.meaning()));
      meaning.getStyleClass().add("figure-text");
      WrappedText.wrap(meaning);
      name.setMinWidth(Region.USE_PREF_SIZE);
      box.getChildren().addAll(head, meaning);
    }
    return box;
  }

  private Lit lit(Moment moment) {
    Map<Integer, NodeView> nodes = moment.view().nodes();
    int shown = context.selection().shown().get();
    if (!nodes.containsKey(shown)) {
      NodeView leader = moment.view().leader();
      shown = leader == null ? nodes.keySet().stream().findFirst().orElse(0) : leader.id();
    }
    SortedMap<String, SortedSet<Integer>> ran = new TreeMap<>();
    for (NodeView node : nodes.values()) {
      JournalEntry step = node.lastStep();
      for (String rule : step == null ? List.<String>of() : step.rules()) {
        ran.computeIfAbsent(rule, _ -> new TreeSet<>()).add(node.id());
      }
    }
    NodeView node = nodes.get(shown);
    return new Lit(shown, node, ran);
  }

  private void light(Lit next) {
    lit = next;
    rows.forEach((rule, row) -> {
      SortedSet<Integer> nodes = next.ran().getOrDefault(rule, new TreeSet<>());
      row.ran(nodes.contains(next.node()), nodes);
    });
    NodeView row = next.row();
    values.forEach((field, label) -> {
      String value = row == null ? "" : field.value().apply(row);
      label.setText(value);
    });
    Moment moment = now;
    List<String> own =
        next.ran().entrySet().stream()
            .filter(each -> each.getValue().contains(next.node()))
            .map(Map.Entry::getKey)
            .toList();
    title.setText(
        next.node() == 0 || moment == null
            ? Texts.of("FIGURE 2")
            : Texts.of(
                "FIGURE 2 · {0} ran last: {1}",
                NodeNames.of(next.node()),
                Shortened.of(
                    own.isEmpty() ? Texts.of("nothing") : String.join(", ", own), MOST_CHARS)));
    showPicked();
  }

  private void showPicked() {
    String picked = context.selection().picked().get() instanceof Pick.Rule rule ? rule.name() : "";
    rows.forEach((rule, row) -> row.picked(rule.equals(picked), place(rule, picked)));
    RuleRow row = rows.get(picked);
    if (row != null && beyond.equals(row.getParent().getParent())) {
      more.setExpanded(true);
    }
    if (row != null && !picked.equals(seen)) {
      Platform.runLater(() -> reveal(row));
    }
    seen = picked;
  }

  /** Scrolls to a row that is out of sight. */
  private void reveal(RuleRow row) {
    Node content = scroll.getContent();
    Bounds at = content.sceneToLocal(row.localToScene(row.getLayoutBounds()));
    double room = scroll.getViewportBounds().getHeight();
    double hidden = content.getLayoutBounds().getHeight() - room;
    double top = scroll.getVvalue() * hidden;
    if (hidden > 0 && (at.getMinY() < top || at.getMaxY() > top + room)) {
      scroll.setVvalue(Math.clamp((at.getMinY() - room / 3) / hidden, 0, 1));
    }
  }

  /** Which step ran the rule last, up to the moment that is shown. */
  private String place(String rule, String picked) {
    Moment moment = now;
    if (!rule.equals(picked) || moment == null) {
      return "";
    }
    return moment.view().journal().reversed().stream()
        .filter(step -> step.rules().contains(rule))
        .findFirst()
        .map(step ->
            Texts.of(
                "{0} ran it at {1}: {2}",
                NodeNames.of(step.nodeId()), TimeText.of(step.at()), EventText.name(step.event())))
        .orElse(Texts.of("It is in none of the newest steps before this moment."));
  }

  private RuleRuns runs() {
    return new RuleRuns(context.source().history());
  }

  private long view() {
    Moment moment = now;
    return moment == null ? 0 : moment.view().number();
  }

  private void go(String rule, Optional<Run> found) {
    context.selection().pick(new Pick.Rule(rule));
    if (found.isEmpty()) {
      context
          .operator()
          .say(Texts.of("{0} did not run in that direction, as far as is kept", rule));
      return;
    }
    context.selection().select(found.get().step().nodeId());
    context.playhead().show(found.get().view());
  }
}

package io.raftarium.app.why;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Pick;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.ReasonText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.app.words.WrappedText;
import io.raftarium.reason.Fact;
import io.raftarium.reason.Question;
import io.raftarium.reason.Reason;
import io.raftarium.reason.Reason.Link;
import io.raftarium.reason.Why;
import io.raftarium.record.Traces;
import io.raftarium.view.Moment;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells why something is as it is: the question, and under it the chain of causes, each of which
 * leads to its moment.
 */
public final class WhyPanel implements Panel {
  private static final Logger LOG = LoggerFactory.getLogger(WhyPanel.class);

  private final AppContext context;
  private final Why why;
  private final Label heading = new Label();
  private final Label about = new Label();
  private final ListView<Link> chain = new ListView<>();
  private final Label node = new Label();
  private final Button back = new Button(Texts.of("Back to where I was"));
  private final VBox root = new VBox();

  /** Counts the questions: an answer to an earlier one is not shown. */
  private long asked;

  /** The moment that was shown before one of the chain was gone to. */
  private @Nullable Moment before;

  private boolean gone;

  /** Of a window. */
  public WhyPanel(AppContext context) {
    this.context = context;
    this.why = new Why(context.source().tape(), new Traces(context.source().tape()));
    heading.setId("why-question");
    heading.getStyleClass().add("why-question");
    WrappedText.wrap(heading);
    about.setId("why-about");
    about.getStyleClass().addAll("muted-text", "small-text");
    WrappedText.wrap(about);
    chain.setId("why-chain");
    chain.getStyleClass().addAll("dense", "why-chain");
    chain.setCellFactory(_ -> new LinkCell());
    chain.setAccessibleText(Texts.of("The chain of causes: each leads to its moment"));
    chain.setPlaceholder(new Region());
    chain
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(link -> {
          if (link != null) {
            go(link.reason());
          }
        });
    VBox.setVgrow(chain, Priority.ALWAYS);
    back.setId("why-back");
    back.getStyleClass().add("small");
    back.setMinWidth(Region.USE_PREF_SIZE);
    back.setOnAction(_ -> goBack());
    shown(back, false);
    HBox below = new HBox(6, about, back);
    HBox.setHgrow(about, Priority.ALWAYS);
    about.setMaxWidth(Double.MAX_VALUE);
    below.setAlignment(Pos.CENTER_LEFT);
    root.getStyleClass().add("why-panel");
    root.getChildren().addAll(questions(), heading, below, chain);
    root.setMinSize(0, 0);
    nothingAsked();
    context
        .selection()
        .asked()
        .subscribe(question -> {
          if (question != null) {
            ask(question);
          }
        });
  }

  /** What can be asked of the node that the inspector shows. */
  private Node questions() {
    node.getStyleClass().add("panel-title");
    node.setMinWidth(Region.USE_PREF_SIZE);
    FlowPane all = new FlowPane(4, 4, node);
    all.getStyleClass().add("why-questions");
    all.setAlignment(Pos.CENTER_LEFT);
    all.getChildren()
        .addAll(
            question(Texts.of("Role"), Question.Role::new),
            question(Texts.of("Term"), Question.Term::new),
            question(Texts.of("Vote"), Question.Vote::new),
            question(Texts.of("Leader"), Question.Leader::new),
            question(Texts.of("Commit index"), Question.Commit::new));
    return all;
  }

  private Button question(String text, IntFunction<Question> of) {
    Button button = new Button(text);
    button.setId("why-ask-" + text.toLowerCase(Locale.ROOT).replace(' ', '-'));
    button.getStyleClass().addAll("small", "flat");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setAccessibleText(Texts.of("Why? {0} of the selected node", text));
    button.setOnAction(_ -> {
      int chosen = chosen(context.playhead().shown());
      if (chosen != 0) {
        context.selection().ask(of.apply(chosen));
      }
    });
    return button;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    int chosen = chosen(moment);
    node.setText(chosen == 0 ? Texts.of("WHY?") : Texts.of("WHY, OF {0}:", NodeNames.of(chosen)));
  }

  private int chosen(Moment moment) {
    int selected = context.selection().shown().get();
    if (moment.view().nodes().containsKey(selected)) {
      return selected;
    }
    return moment.view().nodes().isEmpty() ? 0 : moment.view().nodes().firstKey();
  }

  private void nothingAsked() {
    heading.setText(Texts.of("Ask why something is as it is"));
    about.setText(
        Texts.of(
            "Here, at a field of a node, at an entry of a log or at a request. Each cause that is told"
                + " leads to its moment."));
  }

  private void ask(Question question) {
    long turn = ++asked;
    Moment moment = context.playhead().shown();
    context.commands().run("panel.why");
    before = null;
    gone = false;
    shown(back, false);
    heading.setText(ReasonText.question(question, moment));
    about.setText(Texts.of("Looking for the reason…"));
    chain.getItems().clear();
    Thread.ofVirtual()
        .name("why")
        .start(() -> {
          Reason reason = answer(question, moment.number());
          Platform.runLater(() -> {
            if (turn == asked) {
              tell(reason, moment);
            }
          });
        });
  }

  private @Nullable Reason answer(Question question, long number) {
    try {
      return why.of(question, number);
    } catch (RuntimeException e) {
      LOG.warn("No reason was found for {}", question, e);
      return null;
    }
  }

  private void tell(@Nullable Reason reason, Moment moment) {
    List<Link> links = reason == null ? List.of() : reason.links();
    about.setText(
        links.isEmpty()
            ? Texts.of("No reason was found.")
            : Texts.of(
                "At {0}{1}",
                TimeText.of(moment.at()), moment.live() ? "" : Texts.of(", in the past")));
    chain.getItems().setAll(links);
    chain.scrollTo(0);
  }

  private void go(Reason reason) {
    if (!gone) {
      before = context.playhead().past().get();
      gone = true;
      shown(back, true);
    }
    context.playhead().show(context.source().at(reason.number()));
    int who = who(reason.fact());
    if (who != 0) {
      context.selection().select(who);
    }
    context.selection().pick(pick(reason, who));
  }

  private void goBack() {
    Moment was = before;
    gone = false;
    shown(back, false);
    chain.getSelectionModel().clearSelection();
    context.selection().pick(Pick.NONE);
    if (was == null) {
      context.playhead().live();
    } else {
      context.playhead().show(was);
    }
  }

  private static Pick pick(Reason reason, int who) {
    return switch (reason.fact()) {
      case Fact.MessageLost lost when lost.last().number() > 0 ->
          new Pick.Message(lost.last().number());
      case Fact.MessageLost _,
          Fact.Silent _,
          Fact.Act _,
          Fact.Requested _,
          Fact.Fate _,
          Fact.Waits _,
          Fact.Unknown _ ->
          Pick.NONE;
      default -> new Pick.Step(who, reason.number());
    };
  }

  /** Whose step or message it is; 0 where it is nobody's. */
  private static int who(Fact fact) {
    return switch (fact) {
      case Fact.Stepped step -> step.node();
      case Fact.VotesCounted votes -> votes.node();
      case Fact.Granted granted -> granted.voter();
      case Fact.TimerFired fired -> fired.node();
      case Fact.InVain vain -> vain.node();
      case Fact.MessageLost lost -> lost.last().from();
      case Fact.Silent silent -> silent.node();
      case Fact.Started started -> started.node();
      case Fact.Replicated committed -> committed.leader();
      case Fact.Acknowledged acknowledged -> acknowledged.node();
      case Fact.Waits waits -> waits.leader();
      case Fact.Act _, Fact.Requested _, Fact.Fate _, Fact.Unknown _ -> 0;
    };
  }

  private static void shown(Node part, boolean shown) {
    part.setVisible(shown);
    part.setManaged(shown);
  }
}

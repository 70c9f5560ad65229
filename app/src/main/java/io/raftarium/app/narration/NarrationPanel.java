package io.raftarium.app.narration;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Source;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.app.words.WrappedText;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.Sorted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** Tells every event that matters in one sentence, the newest in front, older ones on request. */
public final class NarrationPanel implements Panel {
  /** As long as a sentence takes to be read. */
  private static final long READ_NANOS = 2_500_000_000L;

  private static final Sentence NOTHING = new Sentence(Instant.EPOCH, 0, "", "");

  private final AppContext context;
  private final Narrator narrator = new Narrator();
  private final VBox root = new VBox();
  private final Region bar = new Region();
  private final Text head = new Text();
  private final Text rest = new Text();
  private final ToggleButton older = new ToggleButton("▴");
  private final ListView<Sentence> history = new ListView<>();

  private @Nullable Sentence shown;

  /** What had been told last after each step of a recorded run; empty until that is worked out. */
  private List<Sentence> recorded = List.of();

  private long step;
  private long shownAt;

  /** Whether something newer is to be told once what is shown has been read. */
  private boolean waits;

  /** The number of the moment of the past that is told; -1 while it is the present. */
  private long told = -1;

  /** Of a window. */
  public NarrationPanel(AppContext context) {
    this.context = context;
    root.getStyleClass().add("narration-panel");
    head.getStyleClass().add("narration-head");
    rest.getStyleClass().add("narration-rest");
    TextFlow flow = new TextFlow(head, rest);
    flow.setId("narration");
    flow.setMinWidth(0);
    flow.setMaxHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(flow, Priority.ALWAYS);
    bar.setMinWidth(4);
    bar.setPrefWidth(4);
    older.setId("narration-older");
    older.getStyleClass().addAll("flat", "small");
    older.setAccessibleText(Texts.of("Show what was told before"));
    older.setMinWidth(Region.USE_PREF_SIZE);
    older.setOnAction(_ -> showHistory());
    HBox line = new HBox(10, bar, flow, older);
    line.getStyleClass().add("narration-line");
    line.setAlignment(Pos.CENTER_LEFT);
    bar.maxHeightProperty().set(Double.MAX_VALUE);

    history.setId("narration-history");
    history.getStyleClass().addAll("dense", "narration-history");
    history.setCellFactory(_ -> new SentenceCell());
    history.setPrefHeight(170);
    history.setMinHeight(60);
    history.setAccessibleText(Texts.of("What was told before; Enter looks at the moment"));
    history.setOnMouseClicked(_ -> lookBack());
    history.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            lookBack();
            event.consume();
          }
        });
    showHistory();
    root.getChildren().addAll(history, line);
    root.setPickOnBounds(false);
    context.palette().subscribe(palette -> colour(palette));
    root.setVisible(false);
    if (context.source().lab().isEmpty()) {
      tellSteps(context.source());
    }
  }

  private void tellSteps(Source source) {
    Thread.ofVirtual()
        .name("narrator")
        .start(() -> {
          List<Sentence> all = new ArrayList<>();
          for (ClusterView view : source.history()) {
            narrator.take(source.at(view));
            Sentence newest = narrator.newest();
            all.add(newest == null ? NOTHING : newest);
          }
          Platform.runLater(() -> {
            recorded = all;
            tellStep();
          });
        });
  }

  @Override
  public Node node() {
    return root;
  }

  /** Goes along with the present while the past is shown: its steps are kept for a while only. */
  public void follow(Moment present) {
    boolean happened = narrator.take(present);
    if (happened && older.isSelected()) {
      fill();
    }
  }

  @Override
  public void show(Moment moment) {
    if (!moment.live()) {
      step = moment.view().number();
      if (context.source().lab().isPresent()) {
        tellPast(moment);
      } else {
        tellStep();
      }
      return;
    }
    told = -1;
    boolean happened = narrator.take(moment);
    if (happened && older.isSelected()) {
      fill();
    }
    if (happened || waits) {
      tellNewest();
    }
  }

  /** What the steps up to then tell: not what became of them later. */
  private void tellPast(Moment moment) {
    if (moment.number() != told) {
      told = moment.number();
      tell(Objects.requireNonNullElse(Narrator.lastAt(moment), NOTHING));
      waits = true;
    }
  }

  /** What must not be missed stands long enough to be read, unless the like of it follows. */
  private void tellNewest() {
    Sentence newest = Objects.requireNonNullElse(narrator.newest(), NOTHING);
    Sentence now = shown;
    waits =
        now != null
            && now.telling()
            && !newest.telling()
            && System.nanoTime() - shownAt < READ_NANOS;
    if (!waits) {
      tell(newest);
    }
  }

  /** What had been told after the step that is shown of a recorded run. */
  private void tellStep() {
    if (!recorded.isEmpty()) {
      Sentence now = recorded.get(index());
      if (!now.equals(shown)) {
        tell(now);
        if (older.isSelected()) {
          fill();
        }
      }
    }
  }

  private int index() {
    int next = Sorted.first(context.source().history(), view -> view.number() > step);
    return Math.clamp(next - 1, 0, recorded.size() - 1);
  }

  private void tell(Sentence now) {
    if (!now.equals(shown)) {
      shown = now;
      shownAt = System.nanoTime();
      head.setText(WrappedText.of(now.head()));
      rest.setText(WrappedText.of(now.rest()));
      root.setVisible(!now.head().isEmpty());
      colour(context.palette().getValue());
    }
  }

  /** Everything told so far, oldest first. */
  public List<Sentence> sentences() {
    return narrator.sentences();
  }

  private void lookBack() {
    Sentence chosen = history.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      context.playhead().lookAt(chosen.at());
    }
  }

  private void showHistory() {
    boolean show = older.isSelected();
    history.setVisible(show);
    history.setManaged(show);
    older.setText(show ? "▾" : "▴");
    if (show) {
      fill();
    }
  }

  private void fill() {
    history
        .getItems()
        .setAll(
            recorded.isEmpty()
                ? narrator.sentences()
                : recorded.subList(0, index() + 1).stream().distinct().toList());
    history.scrollTo(history.getItems().size() - 1);
  }

  private void colour(Palette palette) {
    Sentence now = shown;
    long term = now == null ? 0 : now.term();
    bar.setBackground(
        new Background(
            new BackgroundFill(
                term == 0 ? palette.accent() : palette.term(term),
                new CornerRadii(2),
                Insets.EMPTY)));
  }

  private static final class SentenceCell extends ListCell<Sentence> {
    SentenceCell() {
      WrappedText.wrap(this);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Sentence sentence, boolean empty) {
      super.updateItem(sentence, empty);
      setText(
          sentence == null || empty ? null : TimeText.of(sentence.at()) + "   " + sentence.text());
    }
  }
}

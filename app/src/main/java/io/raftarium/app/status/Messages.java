package io.raftarium.app.status;

import io.raftarium.app.model.Operator;
import io.raftarium.app.words.Failures;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries verbs out in the background, those that take a while one after another, and shows
 * messages in a corner.
 */
public final class Messages implements Operator, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
  private static final int MOST = 4;

  /** Characters of a card; the log has all of it. */
  private static final int MOST_CHARS = 600;

  private final ExecutorService verbs =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("verbs").factory());
  private final ExecutorService quick =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("quick-verbs").factory());
  private final VBox cards = new VBox(8);
  private final Path logFile;
  private Supplier<Optional<Lab>> lab = Optional::empty;
  private boolean onlyLooking;

  public Messages(Path logFile) {
    this.logFile = logFile;
    cards.setId("messages");
    cards.setAlignment(Pos.TOP_LEFT);
    // Over the corner of the stage that no node stands in: below its headline.
    cards.setPadding(new Insets(86, 0, 0, 14));
    cards.setPickOnBounds(false);
    cards.setMaxWidth(334);
    cards.setMaxHeight(Region.USE_PREF_SIZE);
  }

  public Node node() {
    return cards;
  }

  /** Leaves room for what stands across the window, as long as it does. */
  public void below(Region banner) {
    cards.translateYProperty().bind(banner.heightProperty());
  }

  /** Acts on another laboratory from now on. */
  public void actOn(Supplier<Optional<Lab>> newLab) {
    lab = newLab;
  }

  /** Whether verbs are carried out. FX thread. */
  public void onlyLook(boolean only) {
    onlyLooking = only;
  }

  @Override
  public Optional<String> idle() {
    return onlyLooking
        ? Optional.of(Texts.of("this window only looks; \"Only look\" lets it act again"))
        : Optional.empty();
  }

  @Override
  public void run(String what, Consumer<Lab> verb) {
    carryOut(verbs, Texts.of(what), verb);
  }

  @Override
  public void atOnce(String what, Consumer<Lab> verb) {
    carryOut(quick, Texts.of(what), verb);
  }

  private void carryOut(ExecutorService way, String what, Consumer<Lab> verb) {
    Optional<String> idle = idle();
    if (idle.isPresent()) {
      say(what + ": " + idle.get() + ".");
      return;
    }
    Optional<Lab> target = lab.get();
    if (target.isEmpty()) {
      say(Texts.of("{0}: there is no running laboratory to act on.", what));
      return;
    }
    try {
      way.execute(() -> {
        try {
          verb.accept(target.get());
        } catch (RuntimeException e) {
          Platform.runLater(() -> fail(what, e));
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.info("{} came after the window was closed", what);
    }
  }

  @Override
  public Work begin(String what, Runnable cancel) {
    WorkCard card = new WorkCard(Texts.of(what), cancel);
    // What is over at once shows nothing.
    PauseTransition soon = new PauseTransition(Duration.millis(400));
    soon.setOnFinished(ignored -> cards.getChildren().addFirst(card.node()));
    soon.play();
    return new Work() {
      @Override
      public void share(double done) {
        card.share(done);
      }

      @Override
      public void over() {
        Platform.runLater(() -> {
          soon.stop();
          cards.getChildren().remove(card.node());
        });
      }
    };
  }

  @Override
  public void say(String message) {
    Node card = card("message-card", Texts.of(message), "");
    PauseTransition stay = new PauseTransition(Duration.seconds(5));
    stay.setOnFinished(ignored -> cards.getChildren().remove(card));
    stay.play();
  }

  @Override
  public void fail(String what, Throwable cause) {
    LOG.error("{} failed", what, cause);
    card(
        "failure",
        Texts.of("{0} did not work", Texts.of(what)),
        Failures.sentence(cause) + " " + advice(cause));
  }

  /** Shows a failure that nobody asked for. */
  public void alarm(String title, String text) {
    card("failure", title, text);
  }

  /** Takes the newest message away; whether there was one. */
  public boolean dismiss() {
    if (cards.getChildren().isEmpty()) {
      return false;
    }
    cards.getChildren().removeFirst();
    return true;
  }

  @Override
  public void close() {
    verbs.shutdownNow();
    quick.shutdownNow();
  }

  private String advice(Throwable cause) {
    return cause instanceof LabException ? "" : Texts.of("The details are in {0}.", logFile);
  }

  private Node card(String style, String title, String text) {
    cards.getChildren().removeIf(older -> (title + text).equals(older.getUserData()));
    Label head = new Label(Shortened.of(title, MOST_CHARS));
    head.getStyleClass().add("message-title");
    WrappedText.wrap(head);
    VBox words = new VBox(4, head);
    words.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(words, Priority.ALWAYS);
    if (!text.isBlank()) {
      Label body = new Label(Shortened.lines(text.strip(), MOST_CHARS));
      WrappedText.wrap(body);
      words.getChildren().add(body);
    }
    Button dismiss = new Button("", new FontIcon(Feather.X));
    dismiss.setAccessibleText(Texts.of("Dismiss"));
    dismiss.setTooltip(new Tooltip(Texts.of("Dismiss (Escape)")));
    dismiss.getStyleClass().addAll("flat", "small");
    HBox card = new HBox(8, words, dismiss);
    card.getStyleClass().add("message-card");
    card.setUserData(title + text);
    if (!style.equals("message-card")) {
      card.getStyleClass().add(style);
    }
    card.setMaxWidth(320);
    card.setMinHeight(Region.USE_PREF_SIZE);
    dismiss.setOnAction(ignored -> cards.getChildren().remove(card));
    cards.getChildren().addFirst(card);
    if (cards.getChildren().size() > MOST) {
      cards.getChildren().removeLast();
    }
    return card;
  }
}

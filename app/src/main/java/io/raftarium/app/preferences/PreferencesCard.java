package io.raftarium.app.preferences;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Speeds;
import io.raftarium.app.parts.Card;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.parts.Zoom;
import io.raftarium.app.preferences.Taste.Motion;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.words.Language;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.view.Moment;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * All that a person sets once: looks, speed, motion, language and keys. What is chosen holds at
 * once.
 */
public final class PreferencesCard extends Card {
  private final GridPane rows = new GridPane();
  private final ComboBox<Theme.Choice> theme;
  private int row;

  /**
   * What it sets.
   *
   * @param now the moment that is shown
   * @param setSpeed of the laboratory's time
   */
  public record Desk(
      Settings settings, Theme theme, Zoom zoom, Supplier<Moment> now, DoubleConsumer setSpeed) {}

  /** Of a window. */
  public PreferencesCard(Actions commands, Desk desk, Runnable closed) {
    super("preferences");
    Settings settings = desk.settings();
    Taste taste = settings.taste().get();
    rows.setHgap(14);
    rows.setVgap(8);
    theme =
        choice(
            Texts.of("Theme"),
            List.of(Theme.Choice.values()),
            desk.theme().choice().get(),
            PreferencesCard::words,
            desk.theme()::choose);
    theme.setId("preferences-theme");
    CheckBox contrast = new CheckBox(Texts.of("High contrast"));
    contrast.setId("preferences-contrast");
    contrast.setSelected(taste.contrast());
    contrast
        .selectedProperty()
        .subscribe((_, wanted) -> settings.change(now -> now.withContrast(wanted)));
    rows.add(contrast, 1, row++);
    choice(
        Texts.of("Colours"),
        List.of(Theme.Colours.values()),
        taste.colours(),
        PreferencesCard::words,
        wanted -> settings.change(now -> now.withColours(wanted)));
    choice(
        Texts.of("Size of everything"),
        sizes(desk.zoom()),
        (int) Math.round(desk.zoom().factor().get() * 100),
        percent -> percent + " %",
        percent -> desk.zoom().set(percent / 100.0));
    ComboBox<Integer> speed =
        choice(
            Texts.of("Speed of the time"),
            IntStream.range(0, Speeds.count()).boxed().toList().reversed(),
            Speeds.step(desk.now().get().speed()),
            step -> Speeds.text(Speeds.at(step)),
            step -> desk.setSpeed().accept(Speeds.at(step)));
    speed.setDisable(!desk.now().get().live());
    choice(
        Texts.of("Motion"),
        List.of(Motion.values()),
        taste.motion(),
        PreferencesCard::words,
        wanted -> settings.change(now -> now.withMotion(wanted)));
    Label restart = new Label(Texts.of("Spoken from the next start of Raftarium on."));
    restart.setId("preferences-restart");
    restart.getStyleClass().add("muted");
    ComboBox<Language> language =
        choice(
            Texts.of("Language"),
            List.of(Language.values()),
            taste.language(),
            PreferencesCard::words,
            wanted -> {
              settings.change(now -> now.withLanguage(wanted));
              restart.setVisible(wanted != taste.language());
            });
    language.setId("preferences-language");
    restart.setVisible(false);
    rows.add(restart, 1, row++);
    KeyList keys = new KeyList(commands, settings);
    LiveScroll looks = new LiveScroll(rows);
    looks.setPrefHeight(268);
    looks.setMinHeight(60);
    looks.setFocusTraversable(false);
    VBox.setVgrow(keys.node(), Priority.ALWAYS);
    Button close = leave(Texts.of("Close"), closed);
    body().setPrefWidth(600);
    body().getChildren().addAll(title(Texts.of("Preferences")), looks, keys.node(), buttons(close));
  }

  /** Adds the action that shows it. */
  public static void addTo(Actions commands, Runnable show) {
    commands.add(
        Action.named(
                "preferences.open",
                "Preferences…",
                "Theme, contrast, colours, size, speed, motion, language and keys")
            .icon(Feather.SETTINGS)
            .key(Keys.ctrl(KeyCode.COMMA))
            .does(show));
  }

  @Override
  public Node focus() {
    return theme;
  }

  /** One that nobody can choose is listed while it is set, as a lecture has one. */
  private static List<Integer> sizes(Zoom zoom) {
    int now = (int) Math.round(zoom.factor().get() * 100);
    return Stream.concat(Stream.of(now), Zoom.sizes().stream()).distinct().sorted().toList();
  }

  private <T> ComboBox<T> choice(
      String text, List<T> all, T chosen, Function<T, String> words, Consumer<T> choose) {
    ComboBox<T> box = new ComboBox<>();
    box.getItems().setAll(all);
    box.setValue(chosen);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable T value) {
            return value == null ? "" : words.apply(value);
          }

          @Override
          public T fromString(String typed) {
            return chosen;
          }
        });
    box.valueProperty()
        .subscribe((before, wanted) -> {
          if (!Objects.equals(before, wanted)) {
            choose.accept(wanted);
          }
        });
    line(text, box);
    return box;
  }

  private void line(String text, Control control) {
    Label label = new Label(text);
    WrappedText.wrap(label);
    label.setLabelFor(control);
    control.setAccessibleText(text);
    control.setPrefWidth(330);
    GridPane.setValignment(label, VPos.CENTER);
    rows.addRow(row++, label, control);
  }

  private static String words(Theme.Choice choice) {
    return switch (choice) {
      case SYSTEM -> Texts.of("As the system has it");
      case LIGHT -> Texts.of("Light");
      case DARK -> Texts.of("Dark");
    };
  }

  /** A language says its own name. */
  private static String words(Language language) {
    return language == Language.SYSTEM ? Texts.of("As the system has it") : language.words();
  }

  private static String words(Theme.Colours colours) {
    return switch (colours) {
      case USUAL -> Texts.of("Usual");
      case SAFE -> Texts.of("For colour-blindness (Okabe and Ito)");
    };
  }

  private static String words(Motion motion) {
    return switch (motion) {
      case SYSTEM -> Texts.of("As the system has it");
      case LESS -> Texts.of("Less: messages stand on their links");
      case ALL -> Texts.of("All");
    };
  }
}

package io.raftarium.app.window;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Panel;
import io.raftarium.app.preferences.Preferences.Docked;
import io.raftarium.app.words.Phrase;
import io.raftarium.app.words.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;

/**
 * Three places of the window, each with panels of which one is seen; all but the first can be moved
 * to another place. A panel that is not seen is told nothing.
 */
public final class Docks {
  /** Where a panel stands. */
  public enum Place {
    /** Where the stage is. */
    MAIN(Texts.mark("Move {0} beside the stage"), Texts.mark("Move beside the stage")),
    /** Where the inspector is. */
    SIDE(Texts.mark("Move {0} beside the inspector"), Texts.mark("Move beside the inspector")),
    /** Where the logs are. */
    BELOW(Texts.mark("Move {0} beside the logs"), Texts.mark("Move beside the logs"));

    private final String moves;
    private final String moveHere;

    Place(String moves, String moveHere) {
      this.moves = moves;
      this.moveHere = moveHere;
    }
  }

  private static final List<KeyCode> DIGITS =
      List.of(
          KeyCode.DIGIT2,
          KeyCode.DIGIT3,
          KeyCode.DIGIT4,
          KeyCode.DIGIT5,
          KeyCode.DIGIT6,
          KeyCode.DIGIT7,
          KeyCode.DIGIT8,
          KeyCode.DIGIT9);

  private final Actions commands;
  private final Runnable changed;
  private final Map<Place, Dock> docks = new EnumMap<>(Place.class);
  private final List<Tab> all = new ArrayList<>();
  private boolean strips = true;
  private Consumer<Place> opened = _ -> {};
  private int keys;

  /** A panel and its tab. */
  private static final class Tab {
    final String id;
    final Panel panel;
    final Node content;
    final ToggleButton button;
    final Place made;

    /** Whether it is the first of its place, which stays there. */
    final boolean first;

    Place place;

    Tab(String id, String title, Place place, boolean first, Panel panel, Node content) {
      this.made = place;
      this.first = first;
      this.id = id;
      this.panel = panel;
      this.content = content;
      this.place = place;
      this.button = new ToggleButton(Texts.of(title));
      button.setId("tab-" + id);
      button.getStyleClass().setAll("dock-tab");
      button.setAccessibleRole(AccessibleRole.TAB_ITEM);
    }
  }

  /** One place: its tabs above, the panel that is seen below. */
  private final class Dock {
    final ToggleGroup group = new ToggleGroup();
    final FlowPane strip = new FlowPane();
    final StackPane seen = new StackPane();
    final VBox node = new VBox(strip, seen);

    Dock() {
      strip.getStyleClass().add("dock-strip");
      strip.setMinWidth(0);
      strip.setPrefWrapLength(0);
      seen.setMinSize(0, 0);
      VBox.setVgrow(seen, Priority.ALWAYS);
      group
          .selectedToggleProperty()
          .addListener((ignored, before, now) -> {
            if (now == null) {
              // One is always seen.
              if (strip.getChildren().contains(before)) {
                group.selectToggle(before);
              }
            } else {
              all.stream().filter(tab -> now.equals(tab.button)).forEach(this::see);
            }
          });
    }

    void see(Tab tab) {
      seen.getChildren().setAll(tab.content);
      changed.run();
    }

    void add(Tab tab) {
      tab.button.setToggleGroup(group);
      ObservableList<Node> tabs = strip.getChildren();
      tabs.add(tab.button);
      // One alone needs no tab.
      showStrip();
      if (tabs.size() == 1) {
        group.selectToggle(tab.button);
      }
    }

    void first() {
      strip.getChildren().stream()
          .findFirst()
          .ifPresent(button -> group.selectToggle((ToggleButton) button));
    }

    void remove(Tab tab) {
      boolean wasSeen = tab.button.isSelected();
      strip.getChildren().remove(tab.button);
      tab.button.setToggleGroup(null);
      if (wasSeen) {
        first();
      }
      showStrip();
    }

    void showStrip() {
      boolean shown = strips && strip.getChildren().size() > 1;
      strip.setVisible(shown);
      strip.setManaged(shown);
    }
  }

  /**
   * Without panels.
   *
   * @param changed told when another panel is seen
   */
  Docks(Actions commands, Runnable changed) {
    this.commands = commands;
    this.changed = changed;
    for (Place place : Place.values()) {
      docks.put(place, new Dock());
    }
    commands.add(
        Action.named(
                "panel.usual",
                "Stage, node and logs",
                "Shows the first panel of every place: the stage, the inspector and the logs")
            .key(Keys.ctrl(KeyCode.DIGIT1))
            .does(() -> {
              docks.values().forEach(Dock::first);
            }));
  }

  /** The panel of a place that is there first, and stays there. */
  void first(String id, String title, Place place, Panel panel, Node content) {
    Tab tab = new Tab(id, title, place, true, panel, content);
    all.add(tab);
    dock(place).add(tab);
  }

  /** One more panel, with an action {@code panel.<id>} that shows it. */
  void add(String id, String title, String detail, Ikon icon, Place place, Panel panel) {
    Tab tab = new Tab(id, title, place, false, panel, panel.node());
    Tooltip tip = new Tooltip(Texts.of(detail));
    tip.setWrapText(true);
    tip.setMaxWidth(320);
    tab.button.setTooltip(tip);
    tab.button.setOnContextMenuRequested(event -> {
      menu(tab).show(tab.button, event.getScreenX(), event.getScreenY());
      event.consume();
    });
    all.add(tab);
    dock(place).add(tab);
    Action.Draft show =
        Action.named("panel." + id, Texts.phrase("Show {0}", quoted(title)), detail).icon(icon);
    commands.add(
        (keys < DIGITS.size() ? show.key(Keys.ctrl(DIGITS.get(keys++))) : show)
            .does(() -> open(tab)));
    for (Place other : Place.values()) {
      commands.add(
          Action.named(
                  "panel." + id + "." + other.name().toLowerCase(Locale.ROOT),
                  Texts.phrase(other.moves, quoted(title)),
                  "So that it stays in sight while another panel is looked at")
              .unless(() -> tab.place == other, "it is there")
              .does(() -> move(tab, other)));
    }
  }

  private static Phrase quoted(String title) {
    return Texts.phrase("“{0}”", Texts.phrase(title));
  }

  private ContextMenu menu(Tab tab) {
    ContextMenu menu = new ContextMenu();
    for (Place place : Place.values()) {
      MenuItem item = new MenuItem(Texts.of(place.moveHere));
      item.setDisable(tab.place == place);
      item.setOnAction(ignored -> move(tab, place));
      menu.getItems().add(item);
    }
    return menu;
  }

  private void move(Tab tab, Place place) {
    if (tab.place != place) {
      dock(tab.place).remove(tab);
      tab.place = place;
      dock(place).add(tab);
    }
    open(tab);
  }

  private void open(Tab tab) {
    dock(tab.place).group.selectToggle(tab.button);
    opened.accept(tab.place);
  }

  /** Whether the tabs are in sight; their keys work in any case. */
  void strips(boolean shown) {
    strips = shown;
    docks.values().forEach(Dock::showStrip);
  }

  /** Whoever hides places shows that in which a panel is opened. */
  void onOpened(Consumer<Place> told) {
    opened = told;
  }

  private Dock dock(Place place) {
    return Objects.requireNonNull(docks.get(place));
  }

  /** Which stand elsewhere than they were made, and which are seen. */
  Docked docked() {
    SortedMap<String, String> moved = new TreeMap<>();
    SortedSet<String> seen = new TreeSet<>();
    for (Tab tab : all) {
      if (tab.place != tab.made) {
        moved.put(tab.id, tab.place.name());
      }
      if (tab.button.isSelected() && !tab.first) {
        seen.add(tab.id);
      }
    }
    return new Docked(moved, seen);
  }

  /** Puts the panels where they were, and shows those that were seen. */
  void become(Docked docked) {
    for (Tab tab : all) {
      String place = docked.moved().getOrDefault(tab.id, "");
      for (Place other : Place.values()) {
        if (!tab.first && other.name().equals(place)) {
          move(tab, other);
        }
      }
    }
    docks.values().forEach(Dock::first);
    docked.seen().forEach(this::open);
  }

  /** Shows a panel where it is. */
  public void open(String id) {
    all.stream().filter(tab -> tab.id.equals(id)).forEach(this::open);
  }

  /** Whether a panel is seen. */
  public boolean sees(String id) {
    return all.stream().anyMatch(tab -> tab.id.equals(id) && tab.button.isSelected());
  }

  /** The ids of the panels that are seen. */
  List<String> open() {
    return all.stream().filter(tab -> tab.button.isSelected()).map(tab -> tab.id).toList();
  }

  /** What to put into the window. */
  Node node(Place place) {
    return dock(place).node;
  }

  /** The panels that are seen. */
  List<Panel> seen() {
    return all.stream().filter(tab -> tab.button.isSelected()).map(tab -> tab.panel).toList();
  }
}

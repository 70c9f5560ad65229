package io.raftarium.app.action;

import io.raftarium.app.words.KeyText;
import io.raftarium.app.words.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.collections.ObservableList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCharacterCombination;
import org.kordamp.ikonli.javafx.FontIcon;

/** Builds menus from the registry. A menu has nine entries at most; what is more is in groups. */
public final class Menus {
  /** What a menu is made of. */
  public sealed interface Entry {}

  /** A command, by its id. */
  public record Item(String id) implements Entry {}

  /** Commands behind one entry, with its text in English. */
  public record Group(String text, List<String> ids) implements Entry {}

  /** Commands whose ids begin so, as they are when the menu opens, with its text in English. */
  public record Family(String text, String prefix) implements Entry {}

  /** A line between two parts. */
  public record Line() implements Entry {}

  private Menus() {}

  /** A context menu of these commands as they are now. */
  public static ContextMenu context(Actions commands, List<Entry> entries) {
    ContextMenu menu = new ContextMenu();
    fill(menu.getItems(), commands, entries);
    return menu;
  }

  /** Fills a menu with these commands as they are now; those that there are not are left out. */
  public static void fill(ObservableList<MenuItem> items, Actions commands, List<Entry> entries) {
    items.clear();
    for (Entry entry : entries) {
      switch (entry) {
        case Item item -> commands.find(item.id()).map(Menus::item).ifPresent(items::add);
        case Group group -> items.add(menu(commands, group));
        case Family family -> {
          List<String> ids =
              commands.all().stream()
                  .map(Action::id)
                  .filter(id -> id.startsWith(family.prefix()))
                  .toList();
          if (!ids.isEmpty()) {
            items.add(menu(commands, new Group(family.text(), ids)));
          }
        }
        case Line _ -> {
          if (!items.isEmpty()) {
            items.add(new SeparatorMenuItem());
          }
        }
      }
    }
  }

  private static Menu menu(Actions commands, Group group) {
    Menu menu = new Menu(Texts.of(group.text()));
    menu.setId("menu-" + group.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"));
    for (String id : group.ids()) {
      commands.find(id).map(Menus::item).ifPresent(menu.getItems()::add);
    }
    return menu;
  }

  private static MenuItem item(Action command) {
    Optional<String> obstacle = command.obstacle().get();
    MenuItem item =
        new MenuItem(
            obstacle
                .map(why -> command.text() + "  (" + why + ")")
                .or(() -> command.consequence().get().map(what -> command.text() + "  –  " + what))
                .orElse(command.text()));
    item.setId("menu-" + command.id().replace('.', '-'));
    item.setMnemonicParsing(false);
    item.setDisable(obstacle.isPresent());
    if (command.icon() != null) {
      item.setGraphic(new FontIcon(command.icon()));
    }
    command
        .binding()
        .key()
        .subscribe(key -> {
          // A key named by what it types is no accelerator on every platform.
          item.setAccelerator(
              key == null || key instanceof KeyCharacterCombination ? null : KeyText.spoken(key));
        });
    item.setOnAction(ignored -> {
      if (command.enabled().getAsBoolean()) {
        command.run().run();
      }
    });
    return item;
  }
}

package io.raftarium.app.command;

import java.util.List;
import java.util.Optional;
import javafx.collections.ObservableList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.javafx.FontIcon;

/** Builds menus from the registry. */
public final class Menus {
  /** Stands for a line between two groups. */
  public static final String SEPARATOR = "-";

  private Menus() {}

  /** A context menu of these commands as they are now. */
  public static ContextMenu context(CommandRegistry commands, List<String> ids) {
    ContextMenu menu = new ContextMenu();
    fill(menu.getItems(), commands, ids);
    return menu;
  }

  /** Fills a menu with these commands as they are now. */
  public static void fill(
      ObservableList<MenuItem> items, CommandRegistry commands, List<String> ids) {
    items.clear();
    for (String id : ids) {
      items.add(id.equals(SEPARATOR) ? new SeparatorMenuItem() : item(commands.get(id)));
    }
  }

  private static MenuItem item(Command command) {
    Optional<String> obstacle = command.obstacle().get();
    MenuItem item =
        new MenuItem(
            obstacle.map(why -> command.text() + "  (" + why + ")").orElse(command.text()));
    item.setId("menu-" + command.id().replace('.', '-'));
    item.setMnemonicParsing(false);
    item.setDisable(obstacle.isPresent());
    if (command.icon() != null) {
      item.setGraphic(new FontIcon(command.icon()));
    }
    if (command.shortcut() != null) {
      item.setAccelerator(command.shortcut());
    }
    item.setOnAction(ignored -> {
      if (command.enabled().getAsBoolean()) {
        command.run().run();
      }
    });
    return item;
  }
}

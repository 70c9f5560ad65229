package io.raftarium.app.action;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCombination;

/** All commands by id, in the order in which they were added. FX thread only. */
public final class Actions {
  private final Map<String, Action> commands = new LinkedHashMap<>();

  /** Keys that a person chose, by action. */
  private Map<String, String> keys = Map.of();

  /** Adds a command; its id must be new. */
  public void add(Action command) {
    if (commands.putIfAbsent(command.id(), command) != null) {
      throw new IllegalArgumentException("there is a command " + command.id() + " already");
    }
    command.binding().name(keys.get(command.id()));
  }

  /** Puts these in place of all whose ids begin so. */
  public void renew(String prefix, List<Action> now) {
    commands.keySet().removeIf(id -> id.startsWith(prefix));
    now.forEach(this::add);
  }

  /**
   * Gives every action the key that a person chose for it, those that are added later too.
   *
   * @param chosen names of keys by action; empty for none
   */
  public void bind(Map<String, String> chosen) {
    keys = Map.copyOf(chosen);
    commands.forEach((id, command) -> command.binding().name(keys.get(id)));
  }

  /** The action that a key belongs to, where there is one. */
  public Optional<Action> of(KeyCombination key) {
    return commands.values().stream().filter(each -> key.equals(each.shortcut())).findFirst();
  }

  /** The command of an id. */
  public Action get(String id) {
    Action command = commands.get(id);
    if (command == null) {
      throw new IllegalArgumentException("there is no command " + id);
    }
    return command;
  }

  /** The command of an id, where there is one. */
  public Optional<Action> find(String id) {
    return Optional.ofNullable(commands.get(id));
  }

  /** Its key in parentheses, to stand behind what it does; empty where there is none. */
  public String keys(String id) {
    return find(id).map(Action::keys).orElse("");
  }

  /** Runs a command if it is enabled. */
  public void run(String id) {
    Action command = get(id);
    if (command.enabled().getAsBoolean()) {
      command.run().run();
    }
  }

  /** Every command. */
  public Collection<Action> all() {
    return Collections.unmodifiableCollection(commands.values());
  }
}

package io.raftarium.app.action;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All commands by id, in the order in which they were added. FX thread only. */
public final class Actions {
  private final Map<String, Action> commands = new LinkedHashMap<>();

  /** Adds a command; its id must be new. */
  public void add(Action command) {
    if (commands.putIfAbsent(command.id(), command) != null) {
      throw new IllegalArgumentException("there is a command " + command.id() + " already");
    }
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

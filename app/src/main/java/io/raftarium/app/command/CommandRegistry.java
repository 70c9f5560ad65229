package io.raftarium.app.command;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All commands by id, in the order in which they were added. FX thread only. */
public final class CommandRegistry {
  private final Map<String, Command> commands = new LinkedHashMap<>();

  /** Adds a command; its id must be new. */
  public void add(Command command) {
    if (commands.putIfAbsent(command.id(), command) != null) {
      throw new IllegalArgumentException("there is a command " + command.id() + " already");
    }
  }

  /** The command of an id. */
  public Command get(String id) {
    Command command = commands.get(id);
    if (command == null) {
      throw new IllegalArgumentException("there is no command " + id);
    }
    return command;
  }

  /** The command of an id, where there is one. */
  public Optional<Command> find(String id) {
    return Optional.ofNullable(commands.get(id));
  }

  /** Runs a command if it is enabled. */
  public void run(String id) {
    Command command = get(id);
    if (command.enabled().getAsBoolean()) {
      command.run().run();
    }
  }

  /** Every command. */
  public Collection<Command> all() {
    return Collections.unmodifiableCollection(commands.values());
  }
}

package io.raftarium.view;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.Configuration;

/** What is asked of a cluster. */
public sealed interface Ask {
  /** A command for the log. */
  record Write(Command command) implements Ask {}

  /** A linearizable read, which leaves no entry. */
  record Read(String key) implements Ask {}

  /** Other voters and learners; nothing is outgoing in it. */
  record Change(Configuration wanted) implements Ask {}

  /** A transfer of leadership. */
  record Transfer(int to) implements Ask {}
}

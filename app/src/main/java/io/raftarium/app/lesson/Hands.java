package io.raftarium.app.lesson;

import java.util.Map;

/** What a lesson does in the window, and what it may know of it; each soon, in order. */
public interface Hands {
  /** Those of nobody: there is no window. */
  Hands NONE =
      new Hands() {
        @Override
        public void select(int node) {}

        @Override
        public void press(String action) {}

        @Override
        public void click(String id) {}

        @Override
        public void look(long number) {}

        @Override
        public void pick(long message) {}

        @Override
        public Map<String, Object> window() {
          return Map.of();
        }
      };

  /** Selects a node. */
  void select(int node);

  /** Runs an action. */
  void press(String action);

  /** Presses a button. */
  void click(String id);

  /** Shows the moment of a happening; 0 for the newest. */
  void look(long number);

  /** Picks a message by its number. */
  void pick(long message);

  /** What formulas may ask of the window. */
  Map<String, Object> window();
}

package io.raftarium.app.model;

/** Opens a text that is drawn shortened in a panel, to be read whole and copied. */
@FunctionalInterface
public interface Reading {
  /**
   * Opens it.
   *
   * @param title what it is, for example {@code S1, index 7}
   */
  void open(String title, String text);
}

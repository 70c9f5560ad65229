package io.raftarium.app.lesson;

import java.io.Serial;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A lesson's file that cannot be used: what is wrong, and where. */
public final class LessonException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * Something that is wrong.
   *
   * @param line from 1; 0 where it is the whole file
   * @param column from 1
   */
  public record Fault(int line, int column, String what) {
    @Override
    public String toString() {
      return line == 0
          ? what
          : String.format(Locale.ROOT, "line %d, column %d: %s", line, column, what);
    }
  }

  /** The file as a whole. */
  public LessonException(String what) {
    super(what + ".");
    this.faults = List.of(new Fault(0, 0, what));
  }

  LessonException(String file, List<Fault> faults) {
    super(
        file
            + (faults.size() == 1 ? ", " : ":\n")
            + faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** All that is wrong, in the order of the file. */
  public List<Fault> faults() {
    return faults;
  }
}

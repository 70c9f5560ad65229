package io.raftarium.time;

/**
 * A moment of the laboratory's time, which stands still and runs slowly with its clock; not one of
 * the wall's, nor of {@link System#nanoTime()}.
 *
 * @param nanos since the laboratory was opened
 */
public record LabTime(long nanos) implements Comparable<LabTime> {
  /** When the laboratory was opened. */
  public static final LabTime START = new LabTime(0);

  /** This many ns later. */
  public LabTime plus(long more) {
    return new LabTime(nanos + more);
  }

  /** How much later this is than another one, ns. */
  public long since(LabTime earlier) {
    return nanos - earlier.nanos;
  }

  @Override
  public int compareTo(LabTime other) {
    return Long.compare(nanos, other.nanos);
  }
}

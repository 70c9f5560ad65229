package io.raftarium.time;

/**
 * Something that takes its time: a timer that runs, a message on its way.
 *
 * @param start when it began
 * @param end when it is over; never before the start
 */
public record Countdown(LabTime start, LabTime end) {
  /** It begins now and lasts this many ns. */
  public static Countdown from(LabTime start, long nanos) {
    return new Countdown(start, start.plus(nanos));
  }

  /** How long it takes, ns. */
  public long length() {
    return end.since(start);
  }

  /** How much of it is over, 0 to 1; all of what takes no time. */
  public double past(LabTime now) {
    return length() <= 0 ? 1 : Math.clamp((double) now.since(start) / length(), 0, 1);
  }
}

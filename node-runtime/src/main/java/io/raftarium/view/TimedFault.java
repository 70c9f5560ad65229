package io.raftarium.view;

import io.raftarium.time.Countdown;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault that ends by itself.
 *
 * @param number in the order in which they began
 * @param time of the laboratory, from its begin to its end
 */
public record TimedFault(long number, Fault fault, Countdown time) {
  /** How one came to its end. */
  public enum End {
    /** Its time was over. */
    TIME,
    /** Somebody ended it before its time. */
    HAND,
    /** Something else had mended it, so that nothing was left to take back. */
    MENDED
  }

  /** Those that have begun and not ended by what was done, in the order in which they began. */
  public static List<TimedFault> running(List<LabEvent> events) {
    List<TimedFault> running = new ArrayList<>();
    for (LabEvent event : events) {
      switch (event.deed()) {
        case Deed.FaultTimed(TimedFault fault) -> running.add(fault);
        case Deed.FaultOver(TimedFault fault, End _) ->
            running.removeIf(each -> each.number() == fault.number());
        case Deed.Started _, Deed.Opened _, Deed.Stopped _ -> running.clear();
        default -> {}
      }
    }
    return List.copyOf(running);
  }
}

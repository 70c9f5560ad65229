package io.raftarium.app.branches;

import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import java.util.List;
import java.util.Optional;

/** What an operator did first in a laboratory that was opened from a moment: it parted the two. */
final class FirstAct {
  private FirstAct() {}

  /** The first act after the opening; empty where nobody has done anything yet. */
  static Optional<LabEvent> of(List<LabEvent> events) {
    return events.stream()
        .dropWhile(event -> !(event.deed() instanceof Deed.Opened))
        .filter(event -> byOperator(event.deed()))
        .findFirst();
  }

  private static boolean byOperator(Deed deed) {
    return switch (deed) {
      case Deed.Opened _,
          Deed.Failed _,
          Deed.FaultOver _,
          Deed.Refused _,
          Deed.Reconnected _,
          Deed.Answered _,
          Deed.Broken _ ->
          false;
      default -> true;
    };
  }
}

package io.raftarium.app.tour;

import java.io.Serial;

/**
 * A tour that did not get through; the message names the step, what was awaited and what was seen.
 */
final class TourException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  TourException(String message) {
    super(message);
  }

  TourException(String message, Throwable cause) {
    super(message, cause);
  }
}

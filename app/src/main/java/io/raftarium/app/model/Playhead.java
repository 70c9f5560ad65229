package io.raftarium.app.model;

import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.Sorted;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Which moment the window shows: the present, or one of the past. FX thread only. */
public final class Playhead {
  private final Source source;
  private final ReadOnlyObjectWrapper<@Nullable Moment> past = new ReadOnlyObjectWrapper<>();

  /** At the present of a source; of a file, at its end. */
  public Playhead(Source source) {
    this.source = source;
  }

  /** The moment of the past that is shown; its value is null while it is the present. */
  public ReadOnlyObjectProperty<@Nullable Moment> past() {
    return past.getReadOnlyProperty();
  }

  /** The moment that is shown: one of the past, or the present as it is now. */
  public Moment shown() {
    Moment earlier = past.get();
    return earlier == null ? source.moment() : earlier;
  }

  /** Back to the present. */
  public void live() {
    past.set(null);
  }

  /** Shows a moment of the past. */
  public void show(Moment moment) {
    past.set(moment);
  }

  /** Shows a view of the history. */
  public void show(ClusterView view) {
    past.set(source.at(view));
  }

  /** Shows the moment of an instant, messages under way where they were. */
  public void show(Instant at) {
    past.set(source.at(at));
  }

  /** Shows the first view that has what happened at an instant. */
  public void lookAt(Instant at) {
    List<ClusterView> history = source.history();
    if (!history.isEmpty()) {
      int first = Sorted.first(history, view -> !view.at().isBefore(at));
      show(history.get(Math.min(first, history.size() - 1)));
    }
  }

  /** Shows the oldest view that is kept. */
  public void first() {
    look(source.history(), 0);
  }

  /** Goes on by so many views, or back where it is negative. */
  public void step(int by) {
    List<ClusterView> history = source.history();
    Moment shown = past.get();
    int at = history.size() - 1;
    if (shown != null) {
      // Several steps can belong to one instant, but each view has its number.
      at = Sorted.first(history, view -> view.number() > shown.view().number()) - 1;
      // From between two views, back is the one before.
      if (by < 0 && at >= 0 && source.numberOf(history.get(at)) < shown.number()) {
        at++;
      }
    } else if (by > 0) {
      return;
    }
    look(history, Math.max(0, at + by));
  }

  /** Goes on by so many happenings, a message sent or arrived among them, or back. */
  public void happening(int by) {
    Moment shown = past.get();
    if (shown == null && by > 0) {
      return;
    }
    long newest = source.moment().number();
    long next = (shown == null ? newest : shown.number()) + by;
    if (next >= newest) {
      live();
    } else {
      past.set(source.at(next));
    }
  }

  private void look(List<ClusterView> history, int at) {
    if (history.isEmpty()) {
      return;
    }
    if (at >= history.size() - 1 && history.size() > 1) {
      live();
      return;
    }
    show(history.get(Math.clamp(at, 0, history.size() - 1)));
  }
}

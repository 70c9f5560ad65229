package io.raftarium.app.model;

import io.raftarium.reason.Question;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that are selected, of which the one selected last is shown in the inspector, and what
 * is picked beside them: a message, a step, an entry; and of what the reason is asked. FX thread
 * only.
 */
public final class Selection {
  private final ReadOnlyObjectWrapper<SortedSet<Integer>> nodes =
      new ReadOnlyObjectWrapper<>(new TreeSet<>());
  private final ReadOnlyObjectWrapper<Integer> shown = new ReadOnlyObjectWrapper<>(0);
  private final ReadOnlyObjectWrapper<Pick> picked = new ReadOnlyObjectWrapper<>(Pick.NONE);
  private final ReadOnlyObjectWrapper<@Nullable Question> asked = new ReadOnlyObjectWrapper<>();

  /** The selected nodes; a new set with every change. */
  public ReadOnlyObjectProperty<SortedSet<Integer>> nodes() {
    return nodes.getReadOnlyProperty();
  }

  /** The node that the inspector shows; 0 while none is. */
  public ReadOnlyObjectProperty<Integer> shown() {
    return shown.getReadOnlyProperty();
  }

  /** What is picked. */
  public ReadOnlyObjectProperty<Pick> picked() {
    return picked.getReadOnlyProperty();
  }

  /** Picks something, in place of what was picked before; {@link Pick#NONE} for nothing. */
  public void pick(Pick what) {
    picked.set(what);
  }

  /** What a person wants to know the reason of; null until something is asked. */
  public ReadOnlyObjectProperty<@Nullable Question> asked() {
    return asked.getReadOnlyProperty();
  }

  /** Asks for a reason, also one that was asked for before: of the moment that is shown now. */
  public void ask(Question question) {
    asked.set(null);
    asked.set(question);
  }

  /** Selects one node alone. */
  public void select(int node) {
    selectAll(new TreeSet<>(Set.of(node)));
  }

  /** Adds a node, or takes it out again. */
  public void toggle(int node) {
    SortedSet<Integer> changed = new TreeSet<>(nodes.get());
    if (!changed.remove(node)) {
      changed.add(node);
      shown.set(node);
    }
    nodes.set(changed);
  }

  /** Selects these nodes and no others. */
  public void selectAll(SortedSet<Integer> newNodes) {
    nodes.set(new TreeSet<>(newNodes));
    if (!newNodes.isEmpty()) {
      shown.set(newNodes.first());
    }
  }

  /** Selects nothing; the inspector stays. */
  public void clear() {
    nodes.set(new TreeSet<>());
  }
}

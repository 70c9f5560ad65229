package io.raftarium.view;

import io.raftarium.protocol.Rpc;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which messages stop on their links and wait for the operator.
 *
 * @param kinds the types of messages; empty for all
 * @param links the directed links; empty for all
 */
public record Hold(SortedSet<String> kinds, SortedSet<Link> links) {
  /** Every message. */
  public static final Hold ALL =
      new Hold(Collections.emptySortedSet(), Collections.emptySortedSet());

  public Hold {
    kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    links = Collections.unmodifiableSortedSet(new TreeSet<>(links));
  }

  /** Those of some types and links; all where none is named. */
  public static Hold of(Collection<String> kinds, Collection<Link> links) {
    return new Hold(new TreeSet<>(kinds), new TreeSet<>(links));
  }

  /** Whether it leaves no message out. */
  public boolean everything() {
    return kinds.isEmpty() && links.isEmpty();
  }

  /** Whether a message stops. */
  public boolean stops(Rpc rpc) {
    return (kinds.isEmpty() || kinds.contains(rpc.type()))
        && (links.isEmpty() || links.contains(new Link(rpc.from(), rpc.to())));
  }
}

package io.raftarium.view;

import io.raftarium.protocol.Rpc;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
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

  /** What of it concerns the messages of one sender; empty where none does. */
  public Optional<Hold> from(int node) {
    Hold own = of(kinds, links.stream().filter(link -> link.from() == node).toList());
    return own.links.isEmpty() && !links.isEmpty() ? Optional.empty() : Optional.of(own);
  }

  /** What one of both stops; more than that where they name other types on other links. */
  public Hold and(Hold other) {
    TreeSet<String> bothKinds = new TreeSet<>(kinds);
    bothKinds.addAll(other.kinds);
    TreeSet<Link> bothLinks = new TreeSet<>(links);
    bothLinks.addAll(other.links);
    return new Hold(
        kinds.isEmpty() || other.kinds.isEmpty() ? Collections.emptySortedSet() : bothKinds,
        links.isEmpty() || other.links.isEmpty() ? Collections.emptySortedSet() : bothLinks);
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

package io.raftarium.record;

import io.raftarium.view.Newest;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was put last, in the order in which it came, as a list that is made when looked at. */
final class Listed<K, V> {
  private final Newest<K, V> values;

  /** The values as a list; null once one has changed. */
  private @Nullable List<V> listed;

  Listed(int most) {
    this.values = new Newest<>(most);
  }

  void put(K key, V value) {
    values.put(key, value);
    listed = null;
  }

  void removeIf(Predicate<V> gone) {
    if (values.values().removeIf(gone)) {
      listed = null;
    }
  }

  /** Takes the values of another one. */
  void become(Listed<K, V> other) {
    values.clear();
    values.putAll(other.values);
    listed = other.listed;
  }

  int size() {
    return values.size();
  }

  /** Oldest first; nobody changes it. */
  List<V> list() {
    List<V> list = listed;
    if (list == null) {
      list = List.copyOf(values.values());
      listed = list;
    }
    return list;
  }
}

package io.raftarium.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was put last, up to a number, in the order in which it came; put again, it keeps its place.
 */
final class Newest<K, V> {
  private final LinkedHashMap<K, V> values =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
          return size() > most;
        }
      };
  private final int most;

  /** The values as a list; null once one has changed. */
  private @Nullable List<V> listed;

  Newest(int most) {
    this.most = most;
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
  void become(Newest<K, V> other) {
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

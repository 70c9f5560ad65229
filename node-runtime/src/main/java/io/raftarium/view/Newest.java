package io.raftarium.view;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what was put last, up to a number. */
public final class Newest<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  /** Empty. */
  public Newest(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}

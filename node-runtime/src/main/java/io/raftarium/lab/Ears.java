package io.raftarium.lab;

import io.raftarium.view.Deed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who wants to hear what the operator does, on the thread that does it. */
final class Ears {
  private final List<Consumer<Deed>> all = new CopyOnWriteArrayList<>();

  void add(Consumer<Deed> ear) {
    boolean _ = all.add(ear);
  }

  void hear(Deed deed) {
    all.forEach(ear -> ear.accept(deed));
  }
}

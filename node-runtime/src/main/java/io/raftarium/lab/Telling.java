package io.raftarium.lab;

import io.raftarium.record.Tape;
import io.raftarium.view.Deed;

/** Tells the tape what was done, and how links and processes are after it. */
final class Telling {
  private final Tape tape;
  private final Links links;
  private final Processes processes;
  private final ClusterKeeper keeper;
  private final Ears ears;

  Telling(Tape tape, Links links, Processes processes, ClusterKeeper keeper, Ears ears) {
    this.ears = ears;
    this.tape = tape;
    this.links = links;
    this.processes = processes;
    this.keeper = keeper;
  }

  /** Keeps how things are now for the next start, and tells what was done. */
  void kept(Deed deed) {
    keeper.keep();
    told(deed);
  }

  void told(Deed deed) {
    tape.linked(links.rules().all(), links.partition());
    tape.ran(processes.all());
    tape.done(deed);
    ears.hear(deed);
  }
}

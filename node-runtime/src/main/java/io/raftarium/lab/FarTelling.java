package io.raftarium.lab;

import io.raftarium.record.Tape;
import io.raftarium.view.Deed;

/** Tells the tape what was done to nodes elsewhere, and how links and processes are after it. */
record FarTelling(Tape tape, Links links, FarProcesses processes, Ears ears) {
  void told(Deed deed) {
    tape.linked(links.rules().all(), links.partition());
    tape.ran(processes.all());
    tape.done(deed);
    ears.hear(deed);
  }
}

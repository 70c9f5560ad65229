package io.raftarium.record;

import java.util.Optional;

/**
 * What happened in a laboratory, in a cluster elsewhere or in a run of the simulator, as a file has
 * it; it needs no database to be looked at.
 *
 * @param tape all that happened, as far as the file is whole and memory holds it
 * @param around whether it tells which processes ran and which links worked; what earlier
 *     simulators wrote does not
 * @param ending what was known when the recording was ended; empty where it never was
 * @param damage what is not whole, in a sentence; empty where all is
 */
public record Recording(
    Manifest manifest, Tape tape, boolean around, Optional<Ending> ending, String damage)
    implements SavedFile {
  /** The file format's name. */
  public static final String FORMAT = "raftarium-recording";

  /** The newest version of the format that this program writes and reads. */
  public static final int VERSION = 1;

  /** What the name of a file ends in. */
  public static final String EXTENSION = ".jsonl.gz";
}

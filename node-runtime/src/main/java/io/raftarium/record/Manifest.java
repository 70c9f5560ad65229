package io.raftarium.record;

import io.raftarium.view.Moment;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a recording is of.
 *
 * @param title what the laboratory or the cluster is called
 * @param server where its rows are, in words
 * @param began when the recording begins; of a run of the simulator, 1970
 * @param nodes how many there were then
 * @param seed of the simulator's run; 0 of what was real
 * @param rules that a step may name, each with its text
 * @param functions the source of each function that ran, by its name; empty where it was not kept
 * @param modified the ablation in the function; empty for Raft as it is
 */
public record Manifest(
    Source source,
    String title,
    String server,
    Instant began,
    int nodes,
    long seed,
    SortedMap<String, String> rules,
    SortedMap<String, String> functions,
    String modified) {
  /** Of one moment alone. */
  public static Manifest of(Moment moment) {
    return new Manifest(
        Source.LAB,
        moment.title(),
        moment.database(),
        moment.at(),
        moment.view().nodes().size(),
        0,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        "");
  }

  /** A file of an earlier program names no functions, and nothing that was modified. */
  public Manifest(
      Source source,
      String title,
      String server,
      Instant began,
      int nodes,
      long seed,
      SortedMap<String, String> rules,
      @Nullable SortedMap<String, String> functions,
      @Nullable String modified) {
    this.source = source;
    this.title = title;
    this.server = server;
    this.began = began;
    this.nodes = nodes;
    this.seed = seed;
    this.rules = rules;
    this.functions = functions == null ? Collections.emptySortedMap() : functions;
    this.modified = modified == null ? "" : modified;
  }

  /** What was recorded. */
  public enum Source {
    /** Nodes in the program that recorded them. */
    LAB,
    /** A cluster that runs elsewhere. */
    ATTACHED,
    /** A run of the simulator, whose time is not a clock's. */
    SIMULATION
  }
}

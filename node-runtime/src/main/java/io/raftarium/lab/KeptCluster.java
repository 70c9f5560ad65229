package io.raftarium.lab;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is kept in a data folder.
 *
 * @param database where its rows are
 * @param name what the operator calls it
 * @param nodes how many it has
 * @param term the highest term of any of its nodes; 0 before the first election, −1 where nobody
 *     looked
 * @param entries the highest log index of any of its nodes; −1 where nobody looked
 * @param made when it began; null where nothing has begun in it
 * @param used when it was opened or closed last; null where that is not known
 * @param open whether it runs now
 * @param modified the ablation in its function; empty where there is none
 */
public record KeptCluster(
    String database,
    String name,
    int nodes,
    long term,
    long entries,
    @Nullable Instant made,
    @Nullable Instant used,
    boolean open,
    String modified) {}

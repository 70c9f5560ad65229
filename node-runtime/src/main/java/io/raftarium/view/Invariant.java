package io.raftarium.view;

import org.jspecify.annotations.Nullable;

/**
 * One promise of Raft and whether the cluster's rows kept it so far (Figure 3).
 *
 * @param name its short name, for example {@code election safety}
 * @param text what it promises, one sentence for a person
 * @param holds whether no breach was seen since the cluster started
 * @param detail the first breach in words; null while it holds
 * @param checked what it was checked on, with a count, for example {@code 5 terms}
 */
public record Invariant(
    String name, String text, boolean holds, @Nullable String detail, String checked) {}

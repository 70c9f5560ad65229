package io.raftarium.app.spacetime;

import io.raftarium.app.theme.Palette;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the picture shows beside the lanes.
 *
 * @param head where the playhead is; null while the window is live
 * @param picked the message that is picked; null for none
 * @param step where the step is that is picked; null for none
 * @param stepNode whose step it is
 * @param selected the node that is selected
 * @param pinned whose lanes stay on top
 * @param modified the ablation in the function; empty for Raft as it is
 */
record Shown(
    Palette palette,
    @Nullable At head,
    @Nullable Way picked,
    @Nullable At step,
    int stepNode,
    int selected,
    Set<Integer> pinned,
    String modified) {}

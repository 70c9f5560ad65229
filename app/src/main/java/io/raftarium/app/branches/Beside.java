package io.raftarium.app.branches;

import io.raftarium.app.branches.Branch.Parted;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabOptions;
import io.raftarium.search.Schedule;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a window needs to open others beside it.
 *
 * @param branches all windows
 * @param options how nodes are set up where nobody knows how they were
 * @param window opens one for a laboratory; called on the FX thread
 * @param schedule what is played in this one; null for nothing
 */
public record Beside(
    Branches branches,
    Supplier<LabOptions> options,
    BiConsumer<Lab, Parted> window,
    @Nullable Schedule schedule) {}

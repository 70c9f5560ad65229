package io.raftarium.record;

import io.raftarium.record.Happening.Stamp;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole of what there was between two happenings, from which a recording can be read on.
 *
 * @param stamp of the happening before it
 * @param anew whether what happens from here on does not follow from what is above it
 * @param view all of it
 * @param versions of each node's row after its newest step
 * @param flying messages under way, in the order of their sending
 * @param ended messages that ended within the second before, in the order of their ends; none where
 *     a file is older than this
 * @param events oldest first
 * @param submissions oldest first
 */
record Checkpoint(
    Stamp stamp,
    boolean anew,
    ViewChange view,
    SortedMap<Integer, NodeStatus> processes,
    SortedMap<Link, LinkRule> links,
    SortedMap<String, SortedSet<Integer>> partition,
    SortedMap<Integer, Long> versions,
    List<WireMessage> flying,
    @Nullable List<WireMessage> ended,
    List<LabEvent> events,
    List<Submission> submissions) {}

package io.raftarium.view;

import java.time.Instant;

/** Something that the operator or the runtime did, and when. */
public record LabEvent(long number, Instant at, Deed deed) {}

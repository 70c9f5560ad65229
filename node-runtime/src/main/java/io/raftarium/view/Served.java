package io.raftarium.view;

import java.time.Instant;

/**
 * An operation of a client that is over, from its call to its answer.
 *
 * @param client whose it is, from 1; 0 for the operator's own
 * @param submission what was asked, and what became of it
 * @param endedAt when the client knew
 */
public record Served(int client, Submission submission, Instant endedAt) {}

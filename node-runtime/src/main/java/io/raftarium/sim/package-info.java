/**
 * The simulator: many faults, one connection, virtual time, and every invariant after every step.
 */
@NullMarked
package io.raftarium.sim;

import org.jspecify.annotations.NullMarked;

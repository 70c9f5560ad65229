/** Faults on the links between nodes, and the messages that are under way. */
@NullMarked
package io.raftarium.fault;

import org.jspecify.annotations.NullMarked;

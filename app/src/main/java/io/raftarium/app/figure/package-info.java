/** One page with all of Raft: its state, its messages, its rules, and which of them ran last. */
@NullMarked
package io.raftarium.app.figure;

import org.jspecify.annotations.NullMarked;

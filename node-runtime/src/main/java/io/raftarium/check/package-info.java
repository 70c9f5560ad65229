/** Proof that a run was right: histories and their linearizability. */
@NullMarked
package io.raftarium.check;

import org.jspecify.annotations.NullMarked;

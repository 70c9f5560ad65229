/** Raft's promises, kept and broken. */
@NullMarked
package io.raftarium.promise;

import org.jspecify.annotations.NullMarked;

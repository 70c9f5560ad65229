/** What Raft promises, and the one checker of it: over steps, views and recordings. */
@NullMarked
package io.raftarium.promise;

import org.jspecify.annotations.NullMarked;

/** Raft as one PostgreSQL function, and the class that installs it. */
@NullMarked
package io.raftarium.sql;

import org.jspecify.annotations.NullMarked;

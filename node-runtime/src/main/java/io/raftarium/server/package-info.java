/** The embedded PostgreSQL server: its program files, its data folder, its start and its end. */
@NullMarked
package io.raftarium.server;

import org.jspecify.annotations.NullMarked;

/** The command line of {@code raftarium-node}. */
@NullMarked
package io.raftarium.cli;

import org.jspecify.annotations.NullMarked;

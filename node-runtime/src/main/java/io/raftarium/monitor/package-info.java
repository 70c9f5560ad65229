/** What a node's program shows to those who watch over it. */
@NullMarked
package io.raftarium.monitor;

import org.jspecify.annotations.NullMarked;

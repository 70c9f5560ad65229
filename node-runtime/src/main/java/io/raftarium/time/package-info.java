/** The laboratory's own time, from which every timer, delay and timestamp comes. */
@NullMarked
package io.raftarium.time;

import org.jspecify.annotations.NullMarked;

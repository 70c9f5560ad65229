/** Terms, elections, commits and faults over time, and the way back into the past. */
@NullMarked
package io.raftarium.app.tape;

import org.jspecify.annotations.NullMarked;

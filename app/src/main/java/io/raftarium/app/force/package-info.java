/** What can be made to happen to a node: its time, and any event. */
@NullMarked
package io.raftarium.app.force;

import org.jspecify.annotations.NullMarked;

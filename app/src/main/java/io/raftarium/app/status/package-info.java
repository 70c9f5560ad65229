/** What the window says of itself: the feed, the promises, the cluster that is open, the past. */
@NullMarked
package io.raftarium.app.status;

import org.jspecify.annotations.NullMarked;

/** What every part of the window shares: the frame to draw, the selection, the way to act. */
@NullMarked
package io.raftarium.app.model;

import org.jspecify.annotations.NullMarked;

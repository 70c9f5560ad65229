/** The window: what is where in it, what it can do, and what it says when something fails. */
@NullMarked
package io.raftarium.app.window;

import org.jspecify.annotations.NullMarked;

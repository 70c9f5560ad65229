/** Laboratories opened from a moment of another one: their tree, and two side by side. */
@NullMarked
package io.raftarium.app.branches;

import org.jspecify.annotations.NullMarked;

/** The source of the function that took a step, and which of its rules ran. */
@NullMarked
package io.raftarium.app.function;

import org.jspecify.annotations.NullMarked;

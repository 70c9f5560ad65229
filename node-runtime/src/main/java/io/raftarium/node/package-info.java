/** A node: it carries events to the function and the function's actions to the world. */
@NullMarked
package io.raftarium.node;

import org.jspecify.annotations.NullMarked;

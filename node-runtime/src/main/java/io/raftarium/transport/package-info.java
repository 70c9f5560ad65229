/** How messages get from one node to another. */
@NullMarked
package io.raftarium.transport;

import org.jspecify.annotations.NullMarked;

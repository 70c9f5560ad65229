/** Tests of a node's process. */
@NullMarked
package io.raftarium.node;

import org.jspecify.annotations.NullMarked;

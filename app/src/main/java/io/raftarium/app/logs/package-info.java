/** The logs of all nodes, index by index. */
@NullMarked
package io.raftarium.app.logs;

import org.jspecify.annotations.NullMarked;

/** Space and time: a lane per node, messages between them as slanted lines. */
@NullMarked
package io.raftarium.app.spacetime;

import org.jspecify.annotations.NullMarked;

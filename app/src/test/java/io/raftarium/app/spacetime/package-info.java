/** Tests of the space-time view. */
@NullMarked
package io.raftarium.app.spacetime;

import org.jspecify.annotations.NullMarked;

/** Tests of the module as a whole, and what its tests share. */
@NullMarked
package io.raftarium;

import org.jspecify.annotations.NullMarked;

/** Looks for a way to a moment that is wished for, with the real function on a scratch copy. */
@NullMarked
package io.raftarium.search;

import org.jspecify.annotations.NullMarked;

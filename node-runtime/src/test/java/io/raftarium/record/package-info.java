/** Tests of the tape. */
@NullMarked
package io.raftarium.record;

import org.jspecify.annotations.NullMarked;

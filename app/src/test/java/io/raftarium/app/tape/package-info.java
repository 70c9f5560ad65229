/** Tests of the tape. */
@NullMarked
package io.raftarium.app.tape;

import org.jspecify.annotations.NullMarked;

/** Tests of the laboratory's clock. */
@NullMarked
package io.raftarium.time;

import org.jspecify.annotations.NullMarked;

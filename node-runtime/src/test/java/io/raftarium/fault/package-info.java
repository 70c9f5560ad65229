/** Tests of the links' faults. */
@NullMarked
package io.raftarium.fault;

import org.jspecify.annotations.NullMarked;

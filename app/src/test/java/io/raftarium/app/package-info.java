/** Tests. */
@NullMarked
package io.raftarium.app;

import org.jspecify.annotations.NullMarked;

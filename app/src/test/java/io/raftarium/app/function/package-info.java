/** Tests. */
@NullMarked
package io.raftarium.app.function;

import org.jspecify.annotations.NullMarked;

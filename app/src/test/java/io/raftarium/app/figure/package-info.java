/** Tests. */
@NullMarked
package io.raftarium.app.figure;

import org.jspecify.annotations.NullMarked;

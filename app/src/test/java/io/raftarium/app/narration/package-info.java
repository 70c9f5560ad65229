/** Tests. */
@NullMarked
package io.raftarium.app.narration;

import org.jspecify.annotations.NullMarked;

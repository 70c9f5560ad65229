/** Tests. */
@NullMarked
package io.raftarium.app.logs;

import org.jspecify.annotations.NullMarked;

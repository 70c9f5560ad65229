/** Tests. */
@NullMarked
package io.raftarium.app.export;

import org.jspecify.annotations.NullMarked;

/** Tests. */
@NullMarked
package io.raftarium.app.inspector;

import org.jspecify.annotations.NullMarked;

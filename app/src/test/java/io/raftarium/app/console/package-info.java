/** Tests. */
@NullMarked
package io.raftarium.app.console;

import org.jspecify.annotations.NullMarked;

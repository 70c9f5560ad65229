/** The message that is picked: what it says, where it came from, and what it would do. */
@NullMarked
package io.raftarium.app.message;

import org.jspecify.annotations.NullMarked;

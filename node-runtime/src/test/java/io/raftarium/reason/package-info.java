/** Whether chains of causes hold together. */
@NullMarked
package io.raftarium.reason;

import org.jspecify.annotations.NullMarked;

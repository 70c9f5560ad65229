/** What is new since the last frame, each step and each event once. */
@NullMarked
package io.raftarium.app.feed;

import org.jspecify.annotations.NullMarked;

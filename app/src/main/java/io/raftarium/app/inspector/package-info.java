/** What one node's rows say, its newest steps, their rules and what they changed. */
@NullMarked
package io.raftarium.app.inspector;

import org.jspecify.annotations.NullMarked;

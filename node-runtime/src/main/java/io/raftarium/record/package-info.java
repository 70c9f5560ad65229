/** What happened, once: one numbered sequence that every picture, live or past, is read from. */
@NullMarked
package io.raftarium.record;

import org.jspecify.annotations.NullMarked;

/** How nodes, entries, JSON and times are put into words, the same everywhere in the window. */
@NullMarked
package io.raftarium.app.words;

import org.jspecify.annotations.NullMarked;

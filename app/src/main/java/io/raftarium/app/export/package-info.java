/** Writes what the screen shows to files, each whole or not at all. */
@NullMarked
package io.raftarium.app.export;

import org.jspecify.annotations.NullMarked;

/** The clusters that are kept: a list to open, rename, copy and delete them, and new ones. */
@NullMarked
package io.raftarium.app.clusters;

import org.jspecify.annotations.NullMarked;

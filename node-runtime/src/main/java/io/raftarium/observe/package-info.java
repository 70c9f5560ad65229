/** What the database says of a cluster, read row by row and published as one immutable view. */
@NullMarked
package io.raftarium.observe;

import org.jspecify.annotations.NullMarked;

/** Where nodes live: the file of a cluster, and the database of each node. */
@NullMarked
package io.raftarium.site;

import org.jspecify.annotations.NullMarked;

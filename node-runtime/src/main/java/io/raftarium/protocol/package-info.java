/** What nodes, databases and files say to each other. */
@NullMarked
package io.raftarium.protocol;

import org.jspecify.annotations.NullMarked;

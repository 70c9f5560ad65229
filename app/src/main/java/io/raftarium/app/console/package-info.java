/** Questions in SQL to the nodes' tables, and their answers. */
@NullMarked
package io.raftarium.app.console;

import org.jspecify.annotations.NullMarked;

/** The ring of nodes, the links between them and the messages under way. */
@NullMarked
package io.raftarium.app.stage;

import org.jspecify.annotations.NullMarked;

/** The directed links as a matrix. */
@NullMarked
package io.raftarium.app.links;

import org.jspecify.annotations.NullMarked;

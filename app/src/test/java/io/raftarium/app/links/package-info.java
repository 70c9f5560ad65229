/** Tests. */
@NullMarked
package io.raftarium.app.links;

import org.jspecify.annotations.NullMarked;

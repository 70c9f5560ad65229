/** The panel that tells why something is as it is. */
@NullMarked
package io.raftarium.app.why;

import org.jspecify.annotations.NullMarked;

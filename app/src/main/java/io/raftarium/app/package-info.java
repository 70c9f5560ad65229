/** The desktop: composition root and window. */
@NullMarked
package io.raftarium.app;

import org.jspecify.annotations.NullMarked;

/** Light and dark, and the colours that the canvas needs. */
@NullMarked
package io.raftarium.app.theme;

import org.jspecify.annotations.NullMarked;

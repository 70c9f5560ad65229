/** Tests of what is kept of a person's settings. */
@NullMarked
package io.raftarium.app.preferences;

import org.jspecify.annotations.NullMarked;

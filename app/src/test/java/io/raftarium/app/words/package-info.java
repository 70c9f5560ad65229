/** Tests. */
@NullMarked
package io.raftarium.app.words;

import org.jspecify.annotations.NullMarked;

/** Can it happen? Searches for a way to what is wished for, and plays it. */
@NullMarked
package io.raftarium.app.search;

import org.jspecify.annotations.NullMarked;

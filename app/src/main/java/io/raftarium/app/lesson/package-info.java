/**
 * Lessons as data: what a file says, the state that ends each of its steps, and who plays it on
 * real nodes. Nothing here knows a window.
 */
@NullMarked
package io.raftarium.app.lesson;

import org.jspecify.annotations.NullMarked;

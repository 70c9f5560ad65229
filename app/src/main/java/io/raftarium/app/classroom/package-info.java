/**
 * Where lessons are chosen, read and answered: the panel of lessons, what is kept of them, and the
 * course that they make.
 */
@NullMarked
package io.raftarium.app.classroom;

import org.jspecify.annotations.NullMarked;

/**
 * The tour: the application on the headless platform, played by a list of steps on real nodes, with
 * a picture at each.
 */
@NullMarked
package io.raftarium.app.tour;

import org.jspecify.annotations.NullMarked;

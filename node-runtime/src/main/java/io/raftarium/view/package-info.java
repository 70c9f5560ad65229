/** What one moment of a laboratory looks like, as records that everything above speaks. */
@NullMarked
package io.raftarium.view;

import org.jspecify.annotations.NullMarked;

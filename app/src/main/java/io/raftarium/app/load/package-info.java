/** What clients of a load are asked to do. */
@NullMarked
package io.raftarium.app.load;

import org.jspecify.annotations.NullMarked;

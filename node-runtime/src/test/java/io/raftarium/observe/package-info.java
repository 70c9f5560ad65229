/** Tests of the views, the observer and the exports. */
@NullMarked
package io.raftarium.observe;

import org.jspecify.annotations.NullMarked;

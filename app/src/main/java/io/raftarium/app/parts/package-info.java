/** Parts that any panel and card is made of. */
@NullMarked
package io.raftarium.app.parts;

import org.jspecify.annotations.NullMarked;

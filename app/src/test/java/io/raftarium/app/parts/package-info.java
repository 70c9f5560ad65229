/** Tests of the parts that panels are made of. */
@NullMarked
package io.raftarium.app.parts;

import org.jspecify.annotations.NullMarked;

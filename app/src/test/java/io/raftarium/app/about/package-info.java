/** Tests of what the program tells of itself. */
@NullMarked
package io.raftarium.app.about;

import org.jspecify.annotations.NullMarked;

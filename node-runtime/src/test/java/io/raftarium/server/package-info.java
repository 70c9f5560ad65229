/** Tests of the embedded server. */
@NullMarked
package io.raftarium.server;

import org.jspecify.annotations.NullMarked;

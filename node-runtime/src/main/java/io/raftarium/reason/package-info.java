/** Why something is as it is: chains of causes, from the tape and the journal's rows alone. */
@NullMarked
package io.raftarium.reason;

import org.jspecify.annotations.NullMarked;

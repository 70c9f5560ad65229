/** Every message as a row of a list, with a line that says which of them are shown. */
@NullMarked
package io.raftarium.app.messages;

import org.jspecify.annotations.NullMarked;

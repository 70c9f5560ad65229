/** Tests of the message list. */
@NullMarked
package io.raftarium.app.messages;

import org.jspecify.annotations.NullMarked;

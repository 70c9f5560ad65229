/** Client requests and their fate. */
@NullMarked
package io.raftarium.app.submit;

import org.jspecify.annotations.NullMarked;

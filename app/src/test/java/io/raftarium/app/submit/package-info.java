/** Tests. */
@NullMarked
package io.raftarium.app.submit;

import org.jspecify.annotations.NullMarked;

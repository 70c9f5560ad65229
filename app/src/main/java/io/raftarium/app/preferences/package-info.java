/** What a person has set and the next start goes on with. */
@NullMarked
package io.raftarium.app.preferences;

import org.jspecify.annotations.NullMarked;

/** What this program is made of, and who allows it. */
@NullMarked
package io.raftarium.app.about;

import org.jspecify.annotations.NullMarked;

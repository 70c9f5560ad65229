/** Tests of themes and fonts. */
@NullMarked
package io.raftarium.app.theme;

import org.jspecify.annotations.NullMarked;

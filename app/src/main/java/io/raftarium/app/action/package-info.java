/** Every action once: menus, toolbar, shortcuts and the palette all come from here. */
@NullMarked
package io.raftarium.app.action;

import org.jspecify.annotations.NullMarked;

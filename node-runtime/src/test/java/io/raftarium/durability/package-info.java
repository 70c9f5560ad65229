/** Tests that crash real servers under load and look for what was lost. */
@NullMarked
package io.raftarium.durability;

import org.jspecify.annotations.NullMarked;

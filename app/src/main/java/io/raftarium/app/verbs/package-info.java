/** The actions themselves, one class a theme: what each is called, when it can be done, and how. */
@NullMarked
package io.raftarium.app.verbs;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.raftarium.app.lesson;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.raftarium.database;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.raftarium.search;

import org.jspecify.annotations.NullMarked;

/** Tests that run whole laboratories on a real server. */
@NullMarked
package io.raftarium.lab;

import org.jspecify.annotations.NullMarked;

/** Nodes in programs of their own. */
@org.jspecify.annotations.NullMarked
package io.raftarium.remote;

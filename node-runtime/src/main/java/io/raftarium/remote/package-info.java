/** Between programs, by gRPC: what nodes, clients and the operator say to each other. */
@NullMarked
package io.raftarium.remote;

import org.jspecify.annotations.NullMarked;

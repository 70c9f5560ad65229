/** A load on real nodes, and what it costs: throughput, latency, the time without a leader. */
@NullMarked
package io.raftarium.bench;

import org.jspecify.annotations.NullMarked;

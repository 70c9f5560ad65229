/** A running cluster and the operator's verbs. */
@NullMarked
package io.raftarium.lab;

import org.jspecify.annotations.NullMarked;

/** What a step costs and what it makes durable, counted on a real PostgreSQL. */
@NullMarked
package io.raftarium.sql.cost;

import org.jspecify.annotations.NullMarked;

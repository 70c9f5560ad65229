/** Tests of the function against a real PostgreSQL. */
@NullMarked
package io.raftarium.sql;

import org.jspecify.annotations.NullMarked;

/** Files of clusters. */
@org.jspecify.annotations.NullMarked
package io.raftarium.site;

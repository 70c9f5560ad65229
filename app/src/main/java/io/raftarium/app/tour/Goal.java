package io.raftarium.app.tour;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A state to wait for.
 *
 * @param awaited it in words
 * @param reached whether it is there
 * @param outcome what it came to, in words, once it is there
 */
public record Goal(String awaited, Predicate<Play> reached, Function<Play, String> outcome) {}

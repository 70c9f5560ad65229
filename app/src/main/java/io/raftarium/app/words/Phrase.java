package io.raftarium.app.words;

/**
 * A text in two languages, for what is found by either.
 *
 * @param english as the code has it
 * @param text as it is said
 */
public record Phrase(String english, String text) {}

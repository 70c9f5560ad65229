package io.raftarium.app.tour;

import java.time.Duration;
import java.util.List;

/**
 * One step of a tour: what is done, which state must follow, and how its picture is taken.
 *
 * @param name of its picture, for example {@code election}
 * @param title what it is about
 * @param acts done in order
 * @param goal the state that must be reached
 * @param limit within which it must be
 * @param freeze whether time stops as soon as it is, so that the picture shows that moment
 * @param light whether there is a picture in the light theme too
 * @param shown the node in the inspector
 */
public record TourStep(
    String name,
    String title,
    List<Act> acts,
    Goal goal,
    Duration limit,
    boolean freeze,
    boolean light,
    Who shown) {}

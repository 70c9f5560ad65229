package io.raftarium.app.model;

import io.raftarium.app.action.Actions;
import io.raftarium.app.theme.Palette;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;

/**
 * What the composition root hands to every part of the window.
 *
 * @param lectern what the presenter's keys move on
 * @param calm whether nothing should move that need not
 */
public record AppContext(
    Source source,
    Selection selection,
    Actions commands,
    Operator operator,
    Reading reading,
    Playhead playhead,
    Lectern lectern,
    ObservableBooleanValue calm,
    Lasting lasting,
    ObservableValue<Palette> palette) {}

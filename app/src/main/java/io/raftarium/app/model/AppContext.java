package io.raftarium.app.model;

import io.raftarium.app.action.Actions;
import io.raftarium.app.theme.Palette;
import javafx.beans.value.ObservableValue;

/** What the composition root hands to every part of the window. */
public record AppContext(
    Source source,
    Selection selection,
    Actions commands,
    Operator operator,
    Reading reading,
    Playhead playhead,
    ObservableValue<Palette> palette) {}

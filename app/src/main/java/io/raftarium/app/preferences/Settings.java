package io.raftarium.app.preferences;

import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableBooleanValue;

/** What holds in all windows of the program, as it is chosen now. FX thread only. */
public final class Settings {
  private final PreferencesFile file;
  private final ReadOnlyObjectWrapper<Taste> taste;
  private final ObservableBooleanValue calm;

  /** As they were kept. */
  public Settings(PreferencesFile file) {
    this.file = file;
    taste = new ReadOnlyObjectWrapper<>(file.last().taste());
    Platform.Preferences system = Platform.getPreferences();
    calm =
        Bindings.createBooleanBinding(
            () ->
                switch (taste.get().motion()) {
                  case SYSTEM -> system.isReducedMotion();
                  case LESS -> true;
                  case ALL -> false;
                },
            taste,
            system.reducedMotionProperty());
  }

  /** Where they are kept, with what each window has set. */
  public PreferencesFile file() {
    return file;
  }

  /** How a person wants things. */
  public ReadOnlyObjectProperty<Taste> taste() {
    return taste.getReadOnlyProperty();
  }

  /** Whether nothing should move that need not: chosen, or asked for by the desktop. */
  public ObservableBooleanValue calm() {
    return calm;
  }

  /** Chooses something else. */
  public void change(UnaryOperator<Taste> change) {
    taste.set(change.apply(taste.get()));
  }
}

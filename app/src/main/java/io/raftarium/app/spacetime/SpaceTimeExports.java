package io.raftarium.app.spacetime;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.export.ExportCommands;
import io.raftarium.app.words.Texts;
import java.nio.charset.StandardCharsets;
import org.kordamp.ikonli.feather.Feather;

/** The commands that write the space-time view to a file, as it is seen. */
public record SpaceTimeExports(SpaceTimePanel panel, ExportCommands exports) {
  private static final String UNSEEN = Texts.mark("look at the space-time view first");

  /** Adds {@code export.spacetime.svg} and {@code export.spacetime.png}. */
  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "export.spacetime.svg",
                "Space-time view as SVG…",
                "Writes the space-time view as it is seen, sharp at any size")
            .icon(Feather.IMAGE)
            .unless(panel::unseen, UNSEEN)
            .does(() ->
                panel
                    .svg()
                    .ifPresent(svg ->
                        exports.export(
                            Texts.of("Export the space-time view"),
                            "space-time.svg",
                            () -> svg.getBytes(StandardCharsets.UTF_8)))));
    commands.add(
        Action.named(
                "export.spacetime.png",
                "Space-time view as PNG…",
                "Writes a picture of the space-time view as it is seen, twice its size")
            .icon(Feather.IMAGE)
            .unless(panel::unseen, UNSEEN)
            .does(() ->
                panel
                    .picture()
                    .ifPresent(picture ->
                        exports.export(
                            Texts.of("Export the space-time view"),
                            "space-time.png",
                            picture::png))));
  }
}

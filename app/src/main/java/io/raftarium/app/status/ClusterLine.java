package io.raftarium.app.status;

import io.raftarium.app.action.Actions;
import io.raftarium.app.model.Source;
import io.raftarium.app.parts.Steady;
import io.raftarium.app.words.AgeText;
import io.raftarium.app.words.RulesText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/** The open cluster's name and age; a click lists the others. */
public final class ClusterLine {
  private static final int MOST_CHARS = 24;
  private static final Duration STEADY = Duration.ofMillis(500);
  private static final double MOST_WIDTH = 300;

  private final Source source;
  private final Button line = new Button();
  private final Tooltip tip = new Tooltip();
  private final Steady steady = new Steady(STEADY);

  public ClusterLine(Source source, Actions commands) {
    this.source = source;
    line.setId("cluster-line");
    line.getStyleClass().addAll("mono", "cluster-line");
    line.setTooltip(tip);
    // A long name must not push what stands beside it out of the window: its tip says the same.
    line.setMaxWidth(MOST_WIDTH);
    line.setOnAction(_ -> commands.run("cluster.open"));
    boolean several = source.lab().flatMap(lab -> lab.clusters()).isPresent();
    line.setVisible(several);
    line.setManaged(several);
  }

  public Node node() {
    return line;
  }

  /** Names and ages change seldom: they are looked at twice a second. */
  public void show() {
    if (!steady.due()) {
      return;
    }
    source
        .lab()
        .ifPresent(lab -> {
          String begun = AgeText.of(lab.cluster().made(), Instant.now());
          String rules = RulesText.unusual(lab.options());
          String text =
              Texts.of(
                  "{0} · begun {1}",
                  Shortened.of(lab.name(), MOST_CHARS) + (rules.isEmpty() ? "" : " · " + rules),
                  begun);
          if (!text.equals(line.getText())) {
            line.setText(text);
            tip.setText(
                rules.isEmpty()
                    ? listed(lab.name(), begun)
                    : listed(lab.name(), begun) + "\n" + running(rules));
          }
        });
  }

  private static String listed(String name, String begun) {
    return Texts.of("{0}, begun {1}: lists the clusters that are kept.", name, begun);
  }

  private static String running(String rules) {
    return Texts.of(
        "Its nodes run {0}: Nodes, Rules of Raft starts it anew with the others.", rules);
  }
}

package io.raftarium.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.action.Actions;
import io.raftarium.app.model.Panel;
import io.raftarium.app.preferences.Preferences.Docked;
import io.raftarium.app.window.Docks.Place;
import io.raftarium.view.Moment;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class DocksTest {
  private int changes;

  @BeforeAll
  static void toolkit() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  private record Words(Node node) implements Panel {
    static Words of(String text) {
      return new Words(new Label(text));
    }

    @Override
    public void show(Moment moment) {}
  }

  @Test
  void onePanelOfAPlaceIsSeenAndAnotherPlaceTakesIt() throws Exception {
    WaitForAsyncUtils.asyncFx(
            () -> {
              Actions commands = new Actions();
              Docks docks = new Docks(commands, () -> changes++);
              Panel stage = Words.of("stage");
              Panel logs = Words.of("logs");
              Panel list = Words.of("list");
              docks.first("stage", "Stage", Place.MAIN, stage, stage.node());
              docks.first("logs", "Logs", Place.BELOW, logs, logs.node());
              docks.add("list", "List", "All of it", Feather.LIST, Place.BELOW, list);
              assertThat(docks.seen()).containsExactly(stage, logs);

              int before = changes;
              commands.run("panel.list");
              assertThat(docks.seen()).containsExactly(stage, list);
              assertThat(changes).isGreaterThan(before);

              commands.run("panel.list.main");
              assertThat(docks.seen()).containsExactly(logs, list);
              assertThat(docks.sees("stage")).isFalse();
              assertThat(list.node().getParent()).isNotNull();

              Docked kept = docks.docked();
              commands.run("panel.usual");
              assertThat(docks.seen()).containsExactly(stage, logs);
              docks.become(kept);
              assertThat(docks.seen()).containsExactly(logs, list);
              assertThat(docks.docked()).isEqualTo(kept);
              return true;
            })
        .get(10, TimeUnit.SECONDS);
  }
}

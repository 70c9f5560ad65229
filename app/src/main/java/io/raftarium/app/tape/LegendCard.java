package io.raftarium.app.tape;

import io.raftarium.app.parts.CanvasSurface;
import io.raftarium.app.parts.Card;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.parts.Surface;
import io.raftarium.app.tape.TapeModel.Sign;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What the signs of the tape, the stage and the logs stand for. */
public final class LegendCard extends Card {
  private static final double SIZE = 18;
  private static final String[][] STAGE = {
    {
      Texts.mark("colour"),
      Texts.mark("of a node, a message or an entry: its term; equal colours are equal terms")
    },
    {Texts.mark("crown"), Texts.mark("the leader of the highest term, while its process runs")},
    {
      Texts.mark("ring"),
      Texts.mark("what is left of the election timer; of the heartbeat timer where a node leads")
    },
    {
      Texts.mark("dots around"),
      Texts.mark("the node is selected: the inspector shows it, verbs act on it")
    },
    {
      Texts.mark("dashed outline"),
      Texts.mark("its process is down, or it asks for votes before it raises its term")
    },
    {
      Texts.mark("octagon"),
      Texts.mark(
          "it campaigns; the dots below are votes: filled held, crossed refused, hollow asked")
    },
    {
      Texts.mark("thin grey line"),
      Texts.mark("a link; dashed and crossed: cut; with a head: cut in that direction only")
    },
    {
      Texts.mark("two coloured lines"),
      Texts.mark("beside a link: what was sent there and back lately, fading")
    },
    {Texts.mark("full / hollow body"), Texts.mark("a request / its answer: + accepted, - refused")},
  };
  private static final String[][] LOGS = {
    {Texts.mark("solid / dashed"), Texts.mark("an entry that is committed / not yet")},
    {Texts.mark("red or orange"), Texts.mark("differs from the leader's entry of that index")},
    {
      Texts.mark("circle, triangle"),
      Texts.mark("the leader's match index, and its next index, for that node")
    },
    {Texts.mark("hatched"), Texts.mark("compacted into a snapshot")},
  };

  private final Button close = new Button(Texts.of("Close"));

  /** In the colours of the window. */
  public LegendCard(Palette palette, Runnable closed) {
    super("legend");
    body().setPrefWidth(620);
    GridPane grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(5);
    int row = 0;
    grid.add(title(Texts.of("On the tape")), 0, row++, 2, 1);
    for (Sign sign : Sign.values()) {
      Canvas drawn = new Canvas(SIZE, SIZE);
      Surface surface = new CanvasSurface(drawn.getGraphicsContext2D());
      SignGlyph.draw(surface, sign, SIZE / 2, SIZE / 2, palette);
      grid.addRow(row++, drawn, text(sign.meaning()));
    }
    grid.add(
        text(Texts.of("A number beside a sign: as many lie there; the wheel spreads them.")),
        1,
        row++);
    row = words(grid, row, Texts.of("On the stage"), STAGE);
    words(grid, row, Texts.of("In the logs"), LOGS);
    LiveScroll scroll = new LiveScroll(grid);
    scroll.setPrefHeight(440);
    close.setCancelButton(true);
    close.setOnAction(_ -> closed.run());
    HBox buttons = buttons(close);
    body().getChildren().addAll(scroll, buttons);
  }

  private static int words(GridPane grid, int from, String title, String[][] lines) {
    int row = from;
    grid.add(title(title), 0, row++, 2, 1);
    for (String[] line : lines) {
      Label name = new Label(Texts.of(line[0]));
      name.getStyleClass().add("muted");
      name.setMinWidth(Region.USE_PREF_SIZE);
      grid.addRow(row++, name, text(Texts.of(line[1])));
    }
    return row;
  }

  private static Label text(String text) {
    Label label = new Label(text);
    WrappedText.wrap(label);
    return label;
  }

  @Override
  public Node focus() {
    return close;
  }
}

package io.raftarium.app.spacetime;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.parts.CanvasSurface;
import io.raftarium.app.parts.SvgSurface;
import io.raftarium.app.theme.Palette;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import org.xml.sax.InputSource;

/** How long a frame takes over a hundred thousand happenings; prints the figures. */
@Tag("thorough")
class LaneFramesTest {
  private static final int MANY = 100_000;
  private static final int FRAMES = 90;
  private static final double WIDTH = 1_000;
  private static final double HEIGHT = 520;

  /** What a painter may take of a frame at 60 a second, other programs' time left out. */
  private static final double MOST_WORK = 16;

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final Lanes lanes = new Lanes();
  private final Canvas canvas = new Canvas(WIDTH, HEIGHT);

  @SuppressWarnings("NullAway.Init") // set before any test
  private LanePainter painter;

  @BeforeEach
  void aWindow() throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    LaneReader reader = new LaneReader(new MadeTape(5).tape(MANY));
    Lanes.News news;
    do {
      news = reader.readOn();
      lanes.take(news);
    } while (news.more());
    WaitForAsyncUtils.asyncFx(
            () -> {
              painter = new LanePainter();
              stage.setScene(new Scene(new Pane(canvas), WIDTH, HEIGHT));
              stage.show();
            })
        .get(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void closed() throws Exception {
    FxToolkit.cleanupStages();
  }

  private LaneLayout layout(Sight sight) {
    return LaneLayout.of(Set.of(1, 2, 3, 4, 5), new TreeSet<>(), sight, WIDTH, HEIGHT);
  }

  private static Shown shown() {
    return new Shown(Palette.DARK, null, null, null, 0, 1, Set.of(), "");
  }

  @Test
  void framesOfZoomingAndMoving() throws Exception {
    Sight all = Sight.all(Axis.TIME, (double) lanes.first().nanos(), (double) lanes.last().nanos());
    double last = lanes.last().nanos();
    for (double part : new double[] {1, 0.1, 0.02, 0.001}) {
      Sight near =
          all.zoom(part, all.from() + all.span() / 2, (double) lanes.first().nanos(), last);
      measure(
          part,
          share ->
              near.zoom(1 - share / 10, near.from(), (double) lanes.first().nanos(), last)
                  .pan(near.span() * share, (double) lanes.first().nanos(), last));
    }
  }

  private void measure(double part, DoubleFunction<Sight> sights) throws Exception {
    double[] gaps = new double[FRAMES];
    double[] work = new double[FRAMES];
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    var _ =
        WaitForAsyncUtils.asyncFx(() ->
            new AnimationTimer() {
              private int frame = -10;
              private long before;

              @Override
              public void handle(long now) {
                long began = System.nanoTime();
                long spent = CPU.getCurrentThreadCpuTime();
                LaneLayout layout = layout(sights.apply(Math.max(0, frame) / (double) FRAMES));
                int _ =
                    painter.paint(
                        new CanvasSurface(canvas.getGraphicsContext2D()), lanes, layout, shown());
                if (frame >= 0) {
                  gaps[frame] = (began - before) / 1e6;
                  work[frame] = (CPU.getCurrentThreadCpuTime() - spent) / 1e6;
                }
                before = began;
                if (++frame == FRAMES) {
                  stop();
                  over.complete(true);
                }
              }
            }.start());
    assertThat(over.get(60, TimeUnit.SECONDS)).isTrue();
    Arrays.sort(gaps);
    Arrays.sort(work);
    System.out.printf(
        Locale.ROOT,
        "%.3f of %,d happenings in sight: frame to frame median %.1f ms, p95 %.1f ms; own work"
            + " median %.1f ms, p95 %.1f ms%n",
        part,
        lanes.last().number(),
        gaps[FRAMES / 2],
        gaps[FRAMES * 95 / 100],
        work[FRAMES / 2],
        work[FRAMES * 95 / 100]);
    assertThat(work[FRAMES / 2]).isLessThan(MOST_WORK);
  }

  @Test
  void theSamePictureIsAFileThatOthersCanRead() throws Exception {
    Sight all = Sight.all(Axis.TIME, (double) lanes.first().nanos(), (double) lanes.last().nanos());
    String text =
        WaitForAsyncUtils.asyncFx(
                () -> {
                  SvgSurface svg =
                      new SvgSurface(WIDTH, HEIGHT, "A <test>", Palette.LIGHT.background());
                  int _ = painter.paint(svg, lanes, layout(all), shown());
                  return svg.text();
                })
            .get(20, TimeUnit.SECONDS);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(document.getElementsByTagName("line").getLength()).isGreaterThan(500);
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("A <test>");
    assertThat(text).contains(">S1<", ">S5<");
  }
}

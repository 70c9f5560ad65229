package io.raftarium.app.export;

import io.raftarium.app.words.Texts;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;

/** A picture of a part of the window, to be written as PNG. */
public final class Picture {
  private final WritableImage image;

  private Picture(WritableImage image) {
    this.image = image;
  }

  /** Of a node, this many times its size. FX thread only. */
  public static Picture of(Node node, Color background, double scale) {
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setFill(background);
    parameters.setTransform(Transform.scale(scale, scale));
    return new Picture(node.snapshot(parameters, null));
  }

  /** Of a whole scene. FX thread only. */
  public static Picture of(Scene scene) {
    return new Picture(scene.snapshot(null));
  }

  /** The content of a PNG file; any thread. */
  public byte[] png() throws IOException {
    BufferedImage pixels = Objects.requireNonNull(SwingFXUtils.fromFXImage(image, null));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(pixels, "png", out)) {
      throw new IOException(Texts.of("This Java cannot write PNG pictures"));
    }
    return out.toByteArray();
  }
}

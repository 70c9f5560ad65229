package io.raftarium.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;

/** JavaFX lays out every text at every width that a panel may have. */
class WrappedTextTest {
  private static final String HELLO = "\u05e9\u05dc\u05d5\u05dd";
  private static final String WORLD = "\u05e2\u05d5\u05dc\u05dd";
  private static final String[] PARTS = {
    HELLO,
    WORLD,
    "\u0645\u0631\u062d\u0628\u0627",
    "put",
    "x",
    "12",
    "\u0661\u0662",
    "\"",
    "(",
    "\n",
    "\t",
    "\u3000",
    "\u200f",
    "\u202e",
    "\u202c",
    "\u2067",
    "\u2069",
    "\u200b",
    "\u00a0",
    "e\u0301",
    "\ud83c\udff3\ufe0f\u200d\ud83c\udf08",
    "\u05d0".repeat(40),
    "\u0627".repeat(40)
  };

  @Test
  void aTextFromLeftToRightIsLeftAsItIs() {
    assertThat(WrappedText.of("S1 appended index 3\n(put x 5)"))
        .isEqualTo("S1 appended index 3\n(put x 5)");
  }

  @Test
  void twoWordsStayTogetherAndInTheirOrder() {
    assertThat(WrappedText.of("put x \"" + HELLO + " " + WORLD + "\""))
        .isEqualTo("\u200eput x \"" + HELLO + "\u00a0" + WORLD + "\"");
  }

  @Test
  void whatCannotBeSeenIsTold() {
    assertThat(WrappedText.of("a\u202eb " + HELLO)).isEqualTo("\u200ea\\u202eb " + HELLO);
    assertThat(Shortened.of("a\u202eb", 80)).isEqualTo("a\\u202eb");
  }

  @Test
  void anyTextIsLaidOutAtAnyWidth() {
    Random random = new Random(2026);
    for (int i = 0; i < 4_000; i++) {
      StringBuilder made = new StringBuilder();
      int parts = 1 + random.nextInt(60);
      for (int part = 0; part < parts; part++) {
        made.append(PARTS[random.nextInt(PARTS.length)]).append(random.nextInt(3) > 0 ? " " : "");
      }
      String wrapped = WrappedText.of(made.toString());
      Text text = new Text(wrapped);
      text.setWrappingWidth(190 + random.nextInt(500));
      assertThat(text.getLayoutBounds().getHeight()).as(made.toString()).isPositive();
    }
  }
}

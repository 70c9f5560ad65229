package io.raftarium.app.theme;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/** The canvases' colours are those of the style sheets. */
class PaletteTest {
  @Test
  void theColoursOfBothSheetsAreRead() {
    assertThat(Palette.DARK.accent()).isEqualTo(Color.web("#4c8dff"));
    assertThat(Palette.LIGHT.accent()).isEqualTo(Color.web("#0b63d8"));
    assertThat(Palette.DARK.terms()).hasSize(6).doesNotHaveDuplicates();
    assertThat(Palette.LIGHT.terms()).hasSize(6).doesNotHaveDuplicates();
    assertThat(Palette.DARK.term(0)).isEqualTo(Palette.DARK.mutedText());
    assertThat(Palette.DARK.term(7)).isEqualTo(Palette.DARK.term(1));
  }
}

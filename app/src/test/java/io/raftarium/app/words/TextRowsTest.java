package io.raftarium.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextRowsTest {
  @Test
  void aLongLineGoesOnInTheNextRow() {
    assertThat(TextRows.of("abcdefg\nhi", 3)).isEqualTo(List.of("abc", "def", "g", "hi"));
  }

  @Test
  void noCharacterIsCutInTwo() {
    assertThat(TextRows.of("ab🌍cd", 3)).isEqualTo(List.of("ab", "🌍c", "d"));
  }

  @Test
  void controlCharactersAreSeen() {
    assertThat(TextRows.of("a\tb\u0000\u007f", 9)).isEqualTo(List.of("a␉b␀␡"));
  }

  @Test
  void nothingIsNoRow() {
    assertThat(TextRows.of("", 9)).isEmpty();
  }
}

package io.raftarium.app.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandHistoryTest {
  private final CommandHistory history = new CommandHistory();

  @Test
  void walksBackAndForthAndKeepsWhatWasBeingTyped() {
    history.add("put x 1");
    history.add("put x 2");
    assertThat(history.back("put x")).isEqualTo("put x 2");
    assertThat(history.back("")).isEqualTo("put x 1");
    assertThat(history.back("")).isEqualTo("put x 1");
    assertThat(history.forward("")).isEqualTo("put x 2");
    assertThat(history.forward("")).isEqualTo("put x");
  }

  @Test
  void keepsARepeatedLineOnce() {
    history.add("put x 1");
    history.add("put x 1");
    assertThat(history.back("")).isEqualTo("put x 1");
    assertThat(history.back("")).isEqualTo("put x 1");
    assertThat(history.forward("")).isEmpty();
  }
}

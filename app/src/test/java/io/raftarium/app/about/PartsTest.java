package io.raftarium.app.about;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  @Test
  void aLineIsAPart() {
    List<Part> parts = Parts.read("A\tg:a\t1\tMIT, Apache-2.0\thttps://a\n\nB\tg:b\t2\tBSD\t\n");
    assertThat(parts)
        .containsExactly(
            new Part("A", "g:a", "1", "MIT, Apache-2.0", "https://a"),
            new Part("B", "g:b", "2", "BSD", ""));
    assertThat(parts.getFirst().has("apache")).isTrue();
    assertThat(parts.getLast().has("apache")).isFalse();
    assertThatThrownBy(() -> Parts.read("A 1 MIT")).hasMessageContaining("A 1 MIT");
  }

  @Test
  void theBuildListsWhatIsShipped() {
    assumeTrue(System.getProperty("surefire.test.class.path") != null, "the build makes the list");
    assertThat(Parts.all())
        .hasSizeGreaterThan(60)
        .allSatisfy(part -> assertThat(part.licences()).as(part.name()).isNotBlank())
        .anySatisfy(part -> assertThat(part.artifact()).isEqualTo("org.openjfx:javafx-controls"));
  }
}

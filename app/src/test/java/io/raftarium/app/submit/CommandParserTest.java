package io.raftarium.app.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.app.submit.CommandParser.BadCommand;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          put x 8               | {"op":"put","key":"x","value":8}
          put x  {"a": [1, 2]}  | {"op":"put","key":"x","value":{"a":[1,2]}}
          put x "two words"     | {"op":"put","key":"x","value":"two words"}
          put x null            | {"op":"put","key":"x","value":null}
          put x hello           | {"op":"put","key":"x","value":"hello"}
          put x two words       | {"op":"put","key":"x","value":"two words"}
          put x ζωή 🚣          | {"op":"put","key":"x","value":"ζωή 🚣"}
          put x 0.12345678901234567890123 | {"op":"put","key":"x","value":0.12345678901234567890123}
          put x 1.50            | {"op":"put","key":"x","value":1.50}
          put x 1e400           | {"op":"put","key":"x","value":1E+400}
          cas x one two         | {"op":"cas","key":"x","expect":"one","value":"two"}
          cas x null two        | {"op":"cas","key":"x","expect":null,"value":"two"}
          delete x              | {"op":"delete","key":"x"}
          cas x 1 2             | {"op":"cas","key":"x","expect":1,"value":2}
          cas x null "a b"      | {"op":"cas","key":"x","expect":null,"value":"a b"}
          append x some text    | {"op":"append","key":"x","value":"some text"}
          append x " led"       | {"op":"append","key":"x","value":" led"}
          """)
  void readsACommand(String text, String command) throws BadCommand {
    assertThat(CommandParser.parse(text).toString()).isEqualTo(command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          fetch x        | fetch is no command
          put          | The key is missing
          put x        | The value is missing
          put x {a     | {a is no value
          put x "a     | "a is no value
          put x 1e2000 | more than 1000 digits
          put x 1 2    | something behind the value
          put x 1 z    | 1 z is no value
          delete x y   | nothing more, but found y
          cas x 1      | The new value is missing
          cas x        | The expected and the new value are missing
          cas x 1 2 3  | something behind the new value
          cas x a b c  | is not two values
          cas x {a b   | is not two values
          append x     | The text is missing
          """)
  void saysWhatIsWrong(String text, String problem) {
    assertThatThrownBy(() -> CommandParser.parse(text))
        .isInstanceOf(BadCommand.class)
        .hasMessageContaining(problem);
  }

  @Test
  void saysWhatMayBeTypedWhenNothingIs() {
    assertThatThrownBy(() -> CommandParser.parse("  "))
        .isInstanceOf(BadCommand.class)
        .hasMessageContaining(CommandParser.GRAMMAR);
  }

  @Test
  void halfACharacterIsRefusedWhereverItStands() {
    for (String text :
        List.of("put x a\ud83d", "put \ude00 1", "append x \"\\ud83d\"", "cas x \"\\ud83d\" 1")) {
      assertThatThrownBy(() -> CommandParser.parse(text))
          .as(text)
          .isInstanceOf(BadCommand.class)
          .hasMessageContaining("half a character");
    }
    assertThatThrownBy(() -> CommandParser.parse("put x \"\\u0000\""))
        .hasMessageContaining("U+0000");
  }

  @Test
  void aLongMistakeIsToldByItsBeginning() {
    String wrong = "{" + "a".repeat(100_000);
    assertThatThrownBy(() -> CommandParser.parse("put x " + wrong))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    assertThatThrownBy(() -> CommandParser.parse("a".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    assertThatThrownBy(() -> CommandParser.parse("put x " + "a".repeat(1_000_000)))
        .hasMessageContaining("1000000 at most");
  }

  @Test
  void aGetIsAQuery() throws BadCommand {
    assertThat(CommandParser.parse(" get x ").toString())
        .isEqualTo("{\"op\":\"get\",\"key\":\"x\"}");
  }
}

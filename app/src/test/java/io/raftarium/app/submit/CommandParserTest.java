package io.raftarium.app.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.app.submit.CommandParser.BadCommand;
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
          put x hello  | a text needs quotes: put KEY "hello"
          put x 1 2    | something behind the value
          put x 1 z    | is not JSON
          delete x y   | nothing more, but found y
          cas x 1      | The new value is missing
          cas x        | The expected and the new value are missing
          cas x 1 2 3  | something behind the new value
          cas x a b    | is not two JSON values
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
  void aGetIsAQuery() throws BadCommand {
    assertThat(CommandParser.parse(" get x ").toString())
        .isEqualTo("{\"op\":\"get\",\"key\":\"x\"}");
  }
}

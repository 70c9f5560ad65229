package io.raftarium.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.check.Operation.Outcome;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryReaderTest {
  private static final String PUT =
      "{'process':1,'type':'invoke','op':'put','key':'x','value':1,'time':5}";
  private static final String GET = "{'process':2,'type':'invoke','op':'get','key':'x','time':6}";

  @Test
  void pairsCallsWithAnswers() throws Exception {
    List<Operation> history =
        read(
            PUT,
            "",
            GET,
            "{'process':1,'type':'ok','time':7}",
            "{'process':2,'type':'ok','op':'get','key':'x','value':1.0,'time':7,'extra':[]}",
            "{'process':1,'type':'invoke','op':'cas','key':'x','expect':1,'value':null,'time':8}",
            "{'process':1,'type':'fail','time':9}",
            "{'process':1,'type':'invoke','op':'append','key':'x','value':'a','time':9}",
            "{'process':1,'type':'info','time':10}",
            "{'process':1,'type':'invoke','op':'delete','key':'x','time':10}");

    assertThat(history)
        .extracting(Operation::outcome)
        .containsExactly(Outcome.OK, Outcome.OK, Outcome.FAILED, Outcome.UNKNOWN, Outcome.UNKNOWN);
    assertThat(history.get(1).value()).isEqualTo(history.get(0).value());
    assertThat(history.get(1).invoked().line()).isEqualTo(3);
    assertThat(history.get(2).value()).isEqualTo(Value.ABSENT);
  }

  @Test
  void valuesCompareAsJsonb() throws Exception {
    List<Operation> history =
        read(
            "{'process':1,'type':'invoke','op':'put','key':'x','value':{'b':1e1,'a':[1.50]},'time':1}",
            "{'process':2,'type':'invoke','op':'put','key':'x','value':{'a':[1.5],'b':10},'time':1}",
            "{'process':3,'type':'invoke','op':'put','key':'x','value':'10','time':1}",
            "{'process':4,'type':'invoke','op':'put','key':'x','value':10,'time':1}");

    assertThat(history.get(0).value()).isEqualTo(history.get(1).value());
    assertThat(history.get(2).value()).isNotEqualTo(history.get(3).value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          nonsense                                                           | line 2: expected one JSON object
          [1]                                                                | line 2: expected one JSON object
          {'process':2,'type':'invoke'} {}                                   | line 2: expected one JSON object
          {'process':2,'process':3,'type':'invoke','time':6}                 | line 2: expected one JSON object
          {'type':'ok','time':6}                                             | line 2: "process" must be a whole number, but is missing
          {'process':1.5,'type':'ok','time':6}                               | line 2: "process" must be a whole number, but is 1.5
          {'process':1,'type':'done','time':6}                               | line 2: "type" must be invoke, ok, fail or info, but is "done"
          {'process':1,'type':'ok'}                                          | line 2: "time" must be a whole number, but is missing
          {'process':1,'type':'ok','time':4}                                 | line 2: "time" goes back from 5 to 4
          {'process':1,'type':'ok','time':6,'op':'get'}                      | line 2: this answers a get, but process 1 called a put on line 1
          {'process':1,'type':'ok','time':6,'key':'y'}                       | line 2: this answers for key "y", but process 1 named key "x"
          {'process':2,'type':'ok','time':6}                                 | line 2: process 2 gets an answer, but has called nothing
          {'process':1,'type':'invoke','op':'get','key':'x','time':6}        | line 2: process 1 calls again, but its operation of line 1 has no answer
          {'process':2,'type':'invoke','op':'swap','key':'x','time':6}       | line 2: "op" must be put, get, append, cas or delete, but is "swap"
          {'process':2,'type':'invoke','op':'get','time':6}                  | line 2: "key" is missing
          {'process':2,'type':'invoke','op':'put','key':'x','time':6}        | line 2: "value" is missing; a put needs it
          {'process':2,'type':'invoke','op':'cas','key':'x','value':1,'time':6} | line 2: "expect" is missing; a cas needs it
          {'process':2,'type':'invoke','op':'append','key':'x','value':1,'time':6} | line 2: "value" of an append must be text, but is 1
          """)
  void saysWhatIsWrongWhere(String line, String message) {
    assertThatThrownBy(() -> read(PUT, line))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void anAnsweredGetNeedsWhatItFound() {
    assertThatThrownBy(() -> read(PUT, GET, "{'process':2,'type':'ok','time':6}"))
        .hasMessageStartingWith("line 3: the ok of a get needs \"value\"");
  }

  static List<Operation> read(String... lines) throws Exception {
    return HistoryReader.read(new StringReader(String.join("\n", lines).replace('\'', '"')));
  }
}

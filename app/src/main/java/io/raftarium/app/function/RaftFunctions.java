package io.raftarium.app.function;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All functions of schema {@code raft}: which one takes an event, and which of them a step ran. */
final class RaftFunctions {
  private static final String STEP = "process_raft_event";
  private static final Pattern TAKES = Pattern.compile("when '(\\w+)' then .*raft\\.(\\w+)\\(");

  private final Map<String, RaftFunction> all = new LinkedHashMap<>();
  private final Map<String, String> handlers = new LinkedHashMap<>();

  /** Reads them. */
  RaftFunctions(SortedMap<String, String> sources, Set<String> rules) {
    sources.forEach((name, source) -> all.put(name, RaftFunction.of(name, source, rules)));
    RaftFunction step = all.get(STEP);
    for (String line : step == null ? List.<String>of() : step.lines()) {
      Matcher takes = TAKES.matcher(line);
      if (takes.find()) {
        handlers.put(takes.group(1), takes.group(2));
      }
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** One of them; null where there is none of that name. */
  @Nullable RaftFunction named(String name) {
    return all.get(name);
  }

  /** The function that takes an event of a type. */
  Optional<RaftFunction> handler(String type) {
    return Optional.ofNullable(handlers.get(type)).map(all::get);
  }

  /** The functions with a block of a rule, by name. */
  List<RaftFunction> having(String rule) {
    return all.values().stream().filter(each -> each.block(rule) != null).toList();
  }

  /**
   * The functions that a step ran as far as its rules tell: the event's handler, then those called
   * by it, and by what those call, that have a block of a rule that ran; in the order of the calls.
   */
  List<RaftFunction> ran(String type, Collection<String> rules) {
    Optional<RaftFunction> handler = handler(type);
    Set<RaftFunction> reached = new LinkedHashSet<>();
    handler.ifPresent(first -> follow(first, rules, reached));
    // An event may carry what is taken before its handler is called.
    RaftFunction step = all.get(STEP);
    List<String> before = step == null ? List.of() : step.calls(rules);
    for (String rule : rules) {
      if (reached.stream().noneMatch(each -> each.block(rule) != null)) {
        having(rule).stream().filter(each -> before.contains(each.name())).forEach(reached::add);
      }
    }
    return reached.stream()
        .filter(each -> handler.filter(each::equals).isPresent() || each.hasAny(rules))
        .toList();
  }

  private void follow(RaftFunction function, Collection<String> rules, Set<RaftFunction> reached) {
    if (reached.add(function)) {
      for (String name : function.calls(rules)) {
        RaftFunction called = all.get(name);
        if (called != null) {
          follow(called, rules, reached);
        }
      }
    }
  }
}

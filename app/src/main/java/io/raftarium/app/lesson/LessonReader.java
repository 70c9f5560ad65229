package io.raftarium.app.lesson;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.raftarium.app.lesson.Formulas.BadFormula;
import io.raftarium.app.lesson.Lesson.Choice;
import io.raftarium.app.lesson.Lesson.Foresight;
import io.raftarium.app.lesson.Lesson.Otherwise;
import io.raftarium.app.lesson.Lesson.Question;
import io.raftarium.app.lesson.Lesson.Setup;
import io.raftarium.app.lesson.Lesson.Shot;
import io.raftarium.app.lesson.Lesson.Step;
import io.raftarium.app.lesson.LessonException.Fault;
import io.raftarium.app.words.Assets;
import io.raftarium.app.words.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads a lesson's file. It is held against {@code lesson.schema.json}, then its formulas are read:
 * everything that is wrong is told with its line and column. What it says can stand in another
 * language in a file beside it, named {@link #translationsOf}, as gettext has it.
 */
public final class LessonReader {
  /** Where the schema is, in the program's resources. */
  static final String SCHEMA = "/assets/lesson.schema.json";

  private static final Pattern FORMULA = Pattern.compile("\\$\\{([^}]*)}");
  private static final int MOST_FAULTS = 20;

  private final String file;
  private final YamlTree tree;
  private final Formulas formulas;
  private final List<Fault> faults = new ArrayList<>();
  private final boolean known;
  private final UnaryOperator<String> translated;

  private LessonReader(String file, YamlTree tree, String translations, boolean known) {
    this.known = known;
    this.translated = Texts.from(translations);
    this.file = file;
    this.tree = tree;
    Set<String> own = new HashSet<>();
    tree.root().path("steps").forEach(step -> own.addAll(step.path("names").propertyNames()));
    own.removeAll(Facts.NAMES);
    own.removeIf(name -> !name.matches("[a-z_][a-z0-9_]*"));
    this.formulas = new Formulas(own);
  }

  /** Read when the first file is held against it. */
  private static final class Form {
    static final Schema FORM =
        SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(Assets.text(SCHEMA));
  }

  /** The name of the file beside a lesson's with its texts in the language that is spoken. */
  public static String translationsOf(String file) {
    return file.replaceFirst("\\.[^.]*$", "") + "." + Texts.language() + ".po";
  }

  /**
   * Reads it.
   *
   * @param file its name, for errors
   * @param translations its texts in the language that is spoken; empty where it is as it stands
   */
  public static Lesson read(String file, String text, String translations) throws LessonException {
    YamlTree tree = YamlTree.read(file, text);
    List<Fault> faults =
        Form.FORM.validate(tree.root()).stream()
            .map(error -> fault(tree, error))
            .distinct()
            .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
            .limit(MOST_FAULTS)
            .toList();
    if (!faults.isEmpty()) {
      throw new LessonException(file, faults);
    }
    return new LessonReader(file, tree, translations, false).lesson();
  }

  /** The same of the program's own, which tests hold against the schema: quickly. */
  static Lesson known(String file, String text, String translations) throws LessonException {
    return new LessonReader(file, YamlTree.read(file, text), translations, true).lesson();
  }

  private static Fault fault(YamlTree tree, Error error) {
    String message = String.valueOf(error.getMessage()).replaceFirst("^\\$[^ ]*: ", "");
    String place = error.getInstanceLocation().toString();
    String property = error.getProperty();
    return tree.fault(property == null ? place : place + "/" + property, 0, message);
  }

  private Lesson lesson() throws LessonException {
    JsonNode root = tree.root();
    List<Step> steps = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < root.path("steps").size(); i++) {
      String at = "/steps/" + i;
      Step step = step(root.path("steps").get(i), at);
      if (!ids.add(step.id())) {
        faults.add(tree.fault(at, 0, "another step is called " + step.id() + " already"));
      }
      steps.add(step);
    }
    if (!faults.isEmpty()) {
      faults.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
      throw new LessonException(file, faults);
    }
    return new Lesson(
        root.path("lesson").asString(""),
        Lesson.Kind.valueOf(root.path("kind").asString("lesson").toUpperCase(Locale.ROOT)),
        said(root.path("title"), "/title"),
        said(root.path("about"), "/about"),
        root.path("minutes").asInt(5),
        root.path("rules").valueStream().map(rule -> rule.asString("")).toList(),
        setup(root.path("lab")),
        List.copyOf(steps));
  }

  private static Setup setup(JsonNode lab) {
    return new Setup(
        lab.path("nodes").asInt(3),
        lab.path("speed").asDouble(0.1),
        Acts.duration(lab.path("link_delay").asString("50ms")),
        Acts.duration(lab.path("election").asString("1000ms")),
        lab.path("pre_vote").asBoolean(false),
        lab.path("check_quorum").asBoolean(false),
        lab.path("snapshot_every").asLong(0),
        lab.path("most_entries").asInt(256),
        lab.path("seed").asLong(1),
        lab.path("fewest").asInt(0));
  }

  private Step step(JsonNode step, String at) {
    Acts acts = new Acts(this::formula, this::template);
    Map<String, Formula> names = new LinkedHashMap<>();
    step.path("names")
        .forEachEntry((name, value) -> names.put(name, formula(value, at + "/names/" + name)));
    List<Template> highlight = templates(step.path("highlight"), at + "/highlight");
    List<Otherwise> otherwise = new ArrayList<>();
    for (JsonNode each : step.path("otherwise")) {
      String here = at + "/otherwise/" + otherwise.size();
      otherwise.add(
          new Otherwise(
              formula(each.path("when"), here + "/when"), speech(each.path("say"), here + "/say")));
    }
    return new Step(
        step.path("id").asString(""),
        said(step.path("title"), at + "/title"),
        speech(step.path("text"), at + "/text"),
        highlight,
        names,
        acts.list(step.path("do"), at + "/do"),
        step.has("ask") ? question(step.path("ask"), at + "/ask") : null,
        acts.list(step.path("then"), at + "/then"),
        step.has("until") ? formula(step.path("until"), at + "/until") : null,
        acts.list(step.path("show_me"), at + "/show_me"),
        List.copyOf(otherwise),
        step.has("done") ? speech(step.path("done"), at + "/done") : null,
        step.has("picture") ? shot(step.path("picture"), at + "/picture") : null);
  }

  private Shot shot(JsonNode shot, String at) {
    return new Shot(
        shot.path("light").asBoolean(false),
        shot.path("freeze").asBoolean(false),
        shot.has("node") ? formula(shot.path("node"), at + "/node") : null);
  }

  private Question question(JsonNode ask, String at) {
    List<Choice> choices = new ArrayList<>();
    for (JsonNode each : ask.path("choices")) {
      String here = at + "/choices/" + choices.size();
      choices.add(
          new Choice(
              speech(each.path("text"), here + "/text"),
              formula(each.path("right"), here + "/right"),
              each.has("why") ? speech(each.path("why"), here + "/why") : null));
    }
    return new Question(
        speech(ask.path("text"), at + "/text"),
        ask.has("step") ? foresight(ask.path("step"), at + "/step") : null,
        List.copyOf(choices),
        ask.has("click") ? formula(ask.path("click"), at + "/click") : null);
  }

  private Foresight foresight(JsonNode step, String at) {
    return new Foresight(
        step.has("node") ? formula(step.path("node"), at + "/node") : null,
        step.has("message") ? formula(step.path("message"), at + "/message") : null,
        step.has("event") ? template(step.path("event"), at + "/event") : null);
  }

  private List<Template> templates(JsonNode list, String at) {
    List<Template> all = new ArrayList<>();
    list.forEach(each -> all.add(template(each, at + "/" + all.size())));
    return List.copyOf(all);
  }

  private Formula formula(JsonNode value, String at) {
    return formula(value.asString(""), at, 0);
  }

  private Formula formula(String source, String at, int offset) {
    if (known) {
      return formulas.later(source);
    }
    try {
      return formulas.read(source);
    } catch (BadFormula e) {
      faults.add(
          tree.fault(at, offset + e.column, e.getMessage() + " in the formula: " + source.strip()));
      return formulas.never();
    }
  }

  /** What is told to the learner, in the learner's language. */
  private String said(JsonNode value, String at) {
    String text = value.asString("").strip();
    String said = translated.apply(text);
    if (!known && !formulasIn(said).equals(formulasIn(text))) {
      faults.add(
          tree.fault(
              at, 0, "its translation has to have the same formulas, those of ${…}: " + said));
      return text;
    }
    return said;
  }

  /** The formulas of a text, in no order that counts. */
  static List<String> formulasIn(String text) {
    return FORMULA.matcher(text).results().map(MatchResult::group).sorted().toList();
  }

  private Template speech(JsonNode value, String at) {
    return template(said(value, at), at);
  }

  private Template template(JsonNode value, String at) {
    return template(value.asString("").strip(), at);
  }

  private Template template(String source, String at) {
    List<Object> pieces = new ArrayList<>();
    Matcher found = FORMULA.matcher(source);
    int end = 0;
    while (found.find()) {
      pieces.add(source.substring(end, found.start()));
      pieces.add(formula(String.valueOf(found.group(1)), at, 0));
      end = found.end();
    }
    pieces.add(source.substring(end));
    return new Template(source, List.copyOf(pieces));
  }

  /** Reads a formula at a place. */
  @FunctionalInterface
  interface Reads<T> {
    T read(JsonNode value, String at);
  }
}

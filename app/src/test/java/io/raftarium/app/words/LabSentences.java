package io.raftarium.app.words;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The English sentences that the nodes' runtime and the function make for a person, read from their
 * sources: the texts of failures, of answers and of progress, with {0}, {1}… where they have parts.
 */
final class LabSentences {
  /** The packages whose sentences come to a window. */
  private static final List<String> PACKAGES =
      List.of(
          "database",
          "lab",
          "node",
          "observe",
          "promise",
          "protocol",
          "record",
          "remote",
          "search",
          "server",
          "site",
          "view");

  /** What is said to programs alone. */
  private static final Set<String> OTHERS = Set.of("PeersService.java", "GrpcTransport.java");

  private static final Set<String> FAILURES =
      Set.of(
          "LabException",
          "ServerException",
          "SiteException",
          "ClusterFileException",
          "SavedFileException",
          "RefusedException",
          "IOException",
          "IllegalArgumentException",
          "Recording");

  /** Calls that hand on their first text. */
  private static final Set<String> CALLS =
      Set.of(
          "settledLeader",
          "elsewhere",
          "own",
          "lost",
          "refuse",
          "wrong",
          "notTaken",
          "rejected",
          "within",
          "broken",
          "withDescription",
          "named");

  /** Fields and variables that hold one. */
  private static final Set<String> NAMES = Set.of("whereabouts", "databases", "where");

  /** Methods that return one. */
  private static final Set<String> RETURNS =
      Set.of(
          "reason", "clause", "why", "whyNotTaken", "notLeader", "whereabouts", "words", "product");

  private static final Pattern IN_SQL =
      Pattern.compile(
          "(?:\\bthen|\\belse|\\bselect(?= format)|bad_event\\((?:format\\([^)]*\\)|[^,]*),|bad_field\\([^,]*,[^,]*,|message\\s*=|"
              + "end_transfer\\(p_step,)\\s*(?:format\\()?'(?!alter)((?:[^']|'')+)'"
              + "|\"error\":\"((?:\\\\\"|[^\"])+)\"|'error',\\s*'([^']+)'\\s*\\|\\|");

  private static final char PART = '\0';
  private static final int MOST_WAYS = 6;

  private final SortedMap<String, String> patterns = new TreeMap<>();
  private final SortedSet<String> unread = new TreeSet<>();

  private LabSentences() {}

  /** Those of a repository. */
  static LabSentences in(Path runtime, Path sql) throws IOException {
    LabSentences all = new LabSentences();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> java = new ArrayList<>();
    for (String each : PACKAGES) {
      try (Stream<Path> files = Files.walk(runtime.resolve(each))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(java::add);
      }
    }
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, _ -> {}, null, null, files.getJavaFileObjectsFromPaths(java));
      for (CompilationUnitTree unit : task.parse()) {
        Path file = Path.of(unit.getSourceFile().getName());
        if (OTHERS.contains(String.valueOf(file.getFileName()))) {
          continue;
        }
        Known known = new Known();
        known.scan(unit, null);
        all.new Sentences(runtime.relativize(file).toString(), known).scan(unit, null);
      }
    }
    try (Stream<Path> files = Files.walk(sql)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".sql")).toList()) {
        Matcher said = IN_SQL.matcher(Files.readString(file).replaceAll("(?m)--.*$", ""));
        while (said.find()) {
          String text =
              said.group(1) != null
                  ? formatted(said.group(1).replace("''", "'"))
                  : said.group(2) != null
                      ? said.group(2).replace("\\\"", "\"")
                      : said.group(3) + PART;
          all.keep(text, String.valueOf(file.getFileName()), false);
        }
      }
    }
    return all;
  }

  /** Each with the file that says it. */
  SortedMap<String, String> patterns() {
    return patterns;
  }

  /** What is handed on as a sentence and is none that stands there, each with its file. */
  SortedSet<String> unread() {
    return unread;
  }

  private boolean keep(String text, String file, boolean word) {
    StringBuilder pattern = new StringBuilder();
    int parts = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      pattern.append(c == PART ? "{" + parts++ + "}" : String.valueOf(c));
    }
    boolean said =
        (word || text.strip().contains(" ")) && text.chars().anyMatch(Character::isLetter);
    if (said) {
      patterns.putIfAbsent(pattern.toString(), file);
    }
    return said;
  }

  private static String formatted(String format) {
    return format
        .replaceAll("%(\\d+\\$)?[-,.\\d]*[dsfx]", String.valueOf(PART))
        .replace("%n", "\n")
        .replace("%%", "%");
  }

  /** What the names and methods of a file stand for. */
  private static final class Known extends TreeScanner<@Nullable Void, @Nullable MethodTree> {
    private final Map<String, List<ExpressionTree>> names = new HashMap<>();
    private final Map<String, List<ExpressionTree>> returned = new HashMap<>();

    private static String key(@Nullable MethodTree in, String name) {
      return (in == null ? "" : System.identityHashCode(in)) + "." + name;
    }

    /** What a name is given in its method, or in the class. */
    List<ExpressionTree> given(@Nullable MethodTree in, String name) {
      List<ExpressionTree> own = names.get(key(in, name));
      return own == null ? names.getOrDefault(key(null, name), List.of()) : own;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable MethodTree in) {
      return super.visitMethod(method, method);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable MethodTree in) {
      if (variable.getInitializer() != null
          && String.valueOf(variable.getType()).endsWith("String")) {
        given(in, variable.getName().toString(), variable.getInitializer());
      }
      return super.visitVariable(variable, in);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree assigned, @Nullable MethodTree in) {
      if (names.containsKey(key(in, assigned.getVariable().toString()))) {
        given(in, assigned.getVariable().toString(), assigned.getExpression());
      }
      return super.visitAssignment(assigned, in);
    }

    private void given(@Nullable MethodTree in, String name, ExpressionTree value) {
      names.computeIfAbsent(key(in, name), _ -> new ArrayList<>()).add(value);
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree back, @Nullable MethodTree in) {
      if (in != null && back.getExpression() != null) {
        returned
            .computeIfAbsent(in.getName().toString(), _ -> new ArrayList<>())
            .add(back.getExpression());
      }
      return super.visitReturn(back, in);
    }

    @Override
    public @Nullable Void visitLambdaExpression(
        LambdaExpressionTree lambda, @Nullable MethodTree in) {
      return lambda.getBodyKind() == LambdaExpressionTree.BodyKind.EXPRESSION
          ? super.visitLambdaExpression(lambda, in)
          : null;
    }
  }

  /** Looks for them in a file. */
  private final class Sentences extends TreeScanner<@Nullable Void, @Nullable MethodTree> {
    private final String file;
    private final Known known;
    private final List<Tree> open = new ArrayList<>();

    private Sentences(String file, Known known) {
      this.file = file;
      this.known = known;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable MethodTree in) {
      return super.visitMethod(method, method);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, @Nullable MethodTree in) {
      String type = made.getIdentifier().toString();
      List<? extends ExpressionTree> with = made.getArguments();
      if (FAILURES.contains(type) && !with.isEmpty()) {
        sentence(type.equals("Recording") ? with.getLast() : with.getFirst(), in, true);
      } else if (type.equals("Manifest") || (type.equals("Result") && file.startsWith("server"))) {
        with.forEach(each -> sentence(each, in, false));
      } else if (type.equals("Place") && file.startsWith("record")) {
        sentence(with.getFirst(), in, false);
      } else if (type.endsWith("Outcome")) {
        sentence(with.getLast(), in, false);
      }
      return super.visitNewClass(made, in);
    }

    @Override
    public @Nullable Void visitMethodInvocation(
        MethodInvocationTree call, @Nullable MethodTree in) {
      String whole = call.getMethodSelect().toString();
      String name = whole.substring(whole.lastIndexOf('.') + 1);
      List<? extends ExpressionTree> with = call.getArguments();
      if (whole.equals("progress.step")) {
        sentence(with.getFirst(), in, true);
      } else if (whole.equals("Optional.of") || whole.equals("told.add")) {
        sentence(with.getFirst(), in, false);
      } else if ((name.equals("database") && with.size() == 2) || name.equals("one")) {
        // The cause follows.
        ways(with.getFirst(), in).forEach(text -> keep(text + ": " + PART + ".", file, false));
      } else if (CALLS.contains(name) && !with.isEmpty()) {
        ExpressionTree told = with.getLast();
        for (ExpressionTree each : with.reversed()) {
          told = ways(each, in).stream().anyMatch(text -> text.contains(" ")) ? each : told;
        }
        sentence(told, in, name.equals("notTaken") || name.equals("rejected"));
      } else if (name.equals("ended") && with.size() == 5) {
        sentence(with.getLast(), in, true);
      } else if (name.equals("open") && with.size() == 5) {
        sentence(with.get(3), in, true);
      } else if (file.startsWith("promise") && whole.equals("String.format")) {
        sentence(call, in, true);
      }
      return super.visitMethodInvocation(call, in);
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree back, @Nullable MethodTree in) {
      if (in != null
          && back.getExpression() != null
          && RETURNS.contains(in.getName().toString())
          && String.valueOf(in.getReturnType()).contains("String")) {
        sentence(back.getExpression(), in, false);
      }
      return super.visitReturn(back, in);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable MethodTree in) {
      if (NAMES.contains(variable.getName().toString()) && variable.getInitializer() != null) {
        sentence(variable.getInitializer(), in, true);
      }
      return super.visitVariable(variable, in);
    }

    /**
     * Keeps what is said there.
     *
     * @param always whether it can be nothing but a sentence
     */
    private void sentence(ExpressionTree tree, @Nullable MethodTree in, boolean always) {
      boolean any = !always || tree.getKind() == Tree.Kind.NULL_LITERAL;
      for (String text : ways(tree, in)) {
        // What begins with a comma is a piece of another one.
        any |= text.startsWith(",") || keep(text, file, always);
      }
      if (!any) {
        unread.add(file + ": " + tree.toString().replaceAll("\\s+", " "));
      }
    }

    /** All texts that it can be. */
    private List<String> ways(ExpressionTree tree, @Nullable MethodTree in) {
      if (open.contains(tree) || open.size() > 30) {
        return List.of(String.valueOf(PART));
      }
      open.add(tree);
      List<String> all = all(tree, in);
      open.removeLast();
      return all.isEmpty() || all.size() > MOST_WAYS ? List.of(String.valueOf(PART)) : all;
    }

    private List<String> all(ExpressionTree tree, @Nullable MethodTree in) {
      return switch (tree) {
        case LiteralTree literal when literal.getValue() == null -> List.of();
        case LiteralTree literal -> List.of(String.valueOf(literal.getValue()));
        case ParenthesizedTree inner -> ways(inner.getExpression(), in);
        case ConditionalExpressionTree either ->
            both(ways(either.getTrueExpression(), in), ways(either.getFalseExpression(), in));
        case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS && hasText(sum, in) ->
            sum(sum, in);
        case IdentifierTree name -> union(known.given(in, name.getName().toString()), in);
        case SwitchExpressionTree choice ->
            union(
                choice.getCases().stream()
                    .map(CaseTree::getBody)
                    .filter(ExpressionTree.class::isInstance)
                    .map(ExpressionTree.class::cast)
                    .toList(),
                in);
        case MethodInvocationTree call -> called(call, in);
        default -> List.of();
      };
    }

    /** A sum is one of numbers where nothing in it is a text. */
    private boolean hasText(ExpressionTree tree, @Nullable MethodTree in) {
      return switch (tree) {
        case LiteralTree literal -> literal.getValue() instanceof String;
        case IdentifierTree name -> !known.given(in, name.getName().toString()).isEmpty();
        case BinaryTree sum ->
            hasText(sum.getLeftOperand(), in) || hasText(sum.getRightOperand(), in);
        case ParenthesizedTree inner -> hasText(inner.getExpression(), in);
        case ConditionalExpressionTree either -> hasText(either.getFalseExpression(), in);
        default -> false;
      };
    }

    private List<String> sum(BinaryTree sum, @Nullable MethodTree in) {
      List<String> all = new ArrayList<>();
      for (String left : ways(sum.getLeftOperand(), in)) {
        for (String right : ways(sum.getRightOperand(), in)) {
          all.add(left + right);
        }
      }
      return all;
    }

    private List<String> called(MethodInvocationTree call, @Nullable MethodTree in) {
      String name = call.getMethodSelect().toString();
      List<? extends ExpressionTree> with = call.getArguments();
      if (name.equals("String.valueOf") || name.equals("Optional.of")) {
        return ways(with.getFirst(), in);
      }
      if (name.equals("String.format")) {
        return with.stream()
            .filter(LiteralTree.class::isInstance)
            .findFirst()
            .map(format -> List.of(formatted(ways(format, in).getFirst())))
            .orElse(List.of());
      }
      if (open.size() == 1 && name.endsWith(".orElse")) {
        return ways(with.getFirst(), in);
      }
      // What a method says is a sentence of its own where it stands in another one.
      return open.size() == 1
          ? union(known.returned.getOrDefault(name, List.of()), null)
          : List.of();
    }

    private List<String> union(List<ExpressionTree> trees, @Nullable MethodTree in) {
      List<String> all = List.of();
      for (ExpressionTree each : trees) {
        all = both(all, ways(each, in));
      }
      return all;
    }

    private static List<String> both(List<String> some, List<String> others) {
      List<String> all = new ArrayList<>(some);
      others.stream().filter(each -> !all.contains(each)).forEach(all::add);
      return all;
    }
  }
}

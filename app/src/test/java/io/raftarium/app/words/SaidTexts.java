package io.raftarium.app.words;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The English texts that the code says, read from its sources: the constants that go into {@link
 * Texts}, and into what hands them on to it.
 */
public final class SaidTexts extends TreeScanner<@Nullable Void, String> {
  private final SortedMap<String, String> texts = new TreeMap<>();

  private SaidTexts() {}

  /** Each with the file that says it. */
  public static SortedMap<String, String> in(Path sources) throws IOException {
    SaidTexts said = new SaidTexts();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> all = Files.walk(sources);
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, _ -> {}, null, null, files.getJavaFileObjectsFromPaths(java));
      for (CompilationUnitTree unit : task.parse()) {
        said.scan(unit, Path.of(unit.getSourceFile().getName()).getFileName().toString());
      }
    }
    return said.texts;
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, String file) {
    String method = call.getMethodSelect().toString();
    List<? extends ExpressionTree> arguments = call.getArguments();
    for (int at : handedOn(method, arguments.size())) {
      constant(arguments.get(at)).ifPresent(text -> texts.put(text, file));
    }
    return super.visitMethodInvocation(call, file);
  }

  @Override
  public @Nullable Void visitNewClass(NewClassTree made, String file) {
    if (made.getIdentifier().toString().equals("Menus.Group")) {
      constant(made.getArguments().getFirst()).ifPresent(text -> texts.put(text, file));
    }
    return super.visitNewClass(made, file);
  }

  /** Which arguments of a call are texts that it has said. */
  private static List<Integer> handedOn(String method, int arguments) {
    if (method.matches("Texts\\.(of|mark|phrase)")) {
      return List.of(0);
    }
    if (method.equals("Action.named") || method.equals("docks.add")) {
      return List.of(1, 2);
    }
    if (method.equals("docks.first") || (method.endsWith(".unless") && arguments == 2)) {
      return List.of(1);
    }
    return method.matches("(.*\\.)?operator(\\(\\))?\\.(atOnce|run|say|fail|begin)")
            || method.equals("shell.messages().run")
        ? List.of(0)
        : List.of();
  }

  /** A text, also one that is written over several lines. */
  private static Optional<String> constant(ExpressionTree tree) {
    if (tree instanceof LiteralTree literal && literal.getValue() instanceof String text) {
      return Optional.of(text);
    }
    return tree instanceof BinaryTree sum
        ? constant(sum.getLeftOperand())
            .flatMap(left -> constant(sum.getRightOperand()).map(right -> left + right))
        : Optional.empty();
  }
}

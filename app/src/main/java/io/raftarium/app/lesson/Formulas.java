package io.raftarium.app.lesson;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads formulas: which names they may use, and what is wrong with one that cannot be read. */
public final class Formulas {
  /** Built when the first formula is compiled. */
  private static final class Running {
    static final CelRuntime RUNTIME =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .addFunctionBindings(
                CelFunctionBinding.from("name_dyn", Object.class, Formulas::name),
                CelFunctionBinding.from("says_dyn", Object.class, Object.class, Formulas::says))
            .build();
  }

  private final Collection<String> own;
  private @Nullable CelCompiler compiler;

  /**
   * With names beside those of {@link Facts}.
   *
   * @param own names that a lesson gives to nodes
   */
  Formulas(Collection<String> own) {
    this.own = List.copyOf(own);
  }

  private synchronized CelCompiler compiler() {
    CelCompiler made = compiler;
    if (made == null) {
      made = made(own);
      compiler = made;
    }
    return made;
  }

  private static CelCompiler made(Collection<String> own) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    "name",
                    CelOverloadDecl.newGlobalOverload(
                        "name_dyn", SimpleType.STRING, SimpleType.DYN)),
                CelFunctionDecl.newFunctionDeclaration(
                    "says",
                    CelOverloadDecl.newGlobalOverload(
                        "says_dyn", SimpleType.BOOL, SimpleType.DYN, SimpleType.DYN)));
    Facts.NAMES.forEach(name -> builder.addVar(name, SimpleType.DYN));
    own.forEach(name -> builder.addVar(name, SimpleType.DYN));
    return builder.build();
  }

  /** What is wrong with a formula, and where in it. */
  static final class BadFormula extends Exception {
    private static final long serialVersionUID = 1L;
    final int column;

    BadFormula(String message, int column) {
      super(message);
      this.column = column;
    }
  }

  Formula read(String source) throws BadFormula {
    try {
      CelRuntime.Program program =
          Running.RUNTIME.createProgram(compiler().compile(source).getAst());
      return new Formula(source, () -> program);
    } catch (CelValidationException e) {
      CelIssue first = e.getErrors().getFirst();
      throw new BadFormula(first.getMessage(), Math.max(0, first.getSourceLocation().getColumn()));
    } catch (CelEvaluationException e) {
      throw new BadFormula(String.valueOf(e.getMessage()), 0);
    }
  }

  /** One of a lesson that is known to be right: compiled when it is asked first. */
  Formula later(String source) {
    return new Formula(source, new Later(source));
  }

  private final class Later implements Supplier<CelRuntime.Program> {
    private final String source;
    private CelRuntime.@Nullable Program program;

    Later(String source) {
      this.source = source;
    }

    @Override
    public synchronized CelRuntime.Program get() {
      CelRuntime.Program made = program;
      if (made == null) {
        try {
          made = read(source).program().get();
        } catch (BadFormula e) {
          throw new IllegalStateException(source + ": " + e.getMessage(), e);
        }
        program = made;
      }
      return made;
    }
  }

  /** One that is never so, in place of one that cannot be read. */
  Formula never() {
    try {
      return read("false");
    } catch (BadFormula e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether words have a text of the program, in whatever language it speaks. */
  private static Object says(Object words, Object text) {
    return Texts.isSaidIn(String.valueOf(words), String.valueOf(text));
  }

  /** A node's name, or those of several. */
  private static Object name(Object nodes) {
    return switch (nodes) {
      case Number node -> NodeNames.of(node.intValue());
      case Collection<?> all ->
          String.join(", ", all.stream().map(each -> String.valueOf(name(each))).toList());
      default -> String.valueOf(nodes);
    };
  }
}

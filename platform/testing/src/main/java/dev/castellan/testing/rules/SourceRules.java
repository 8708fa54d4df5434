package dev.castellan.testing.rules;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Rules about main sources themselves: how long they are, and that each package explains itself.
 */
final class SourceRules {

  private static final int FILE_LINES = 300;
  private static final int METHOD_LINES = 40;

  private final Map<String, SizeExemption> exemptions = new HashMap<>();
  private final Set<String> tooLong = new HashSet<>();
  private final List<String> broken = new ArrayList<>();

  private SourceRules(SizeExemption... exemptions) {
    Arrays.stream(exemptions).forEach(each -> this.exemptions.put(each.subject(), each));
  }

  static List<String> violations(Path sources, SizeExemption... exemptions) {
    SourceRules rules = new SourceRules(exemptions);
    try (Stream<Path> found = Files.walk(sources)) {
      List<Path> files = found.filter(each -> each.toString().endsWith(".java")).sorted().toList();
      if (files.isEmpty()) {
        return List.of("no sources found in " + sources);
      }
      rules.checkPackages(files);
      rules.checkSizes(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    exemptions(exemptions)
        .filter(each -> !rules.tooLong.contains(each))
        .forEach(each -> rules.broken.add("exemption of " + each + " is no longer needed"));
    return rules.broken;
  }

  private static Stream<String> exemptions(SizeExemption... exemptions) {
    return Arrays.stream(exemptions).map(SizeExemption::subject);
  }

  private void checkPackages(List<Path> files) {
    files.stream()
        .map(Path::getParent)
        .distinct()
        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
        .forEach(folder -> broken.add(folder + " has no package-info saying what it is for"));
  }

  private void checkSizes(List<Path> files) throws IOException {
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file)) {
        checkSize(file.getFileName().toString(), lines.count(), FILE_LINES);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, any -> {}, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        checkMethods(unit, positions);
      }
    }
  }

  private void checkMethods(CompilationUnitTree unit, SourcePositions positions) {
    String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
    LineMap lines = unit.getLineMap();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void nothing) {
        long first = lines.getLineNumber(positions.getStartPosition(unit, method));
        long last = lines.getLineNumber(positions.getEndPosition(unit, method));
        checkSize(file + "#" + method.getName(), last - first + 1, METHOD_LINES);
        return super.visitMethod(method, nothing);
      }
    }.scan(unit, null);
  }

  private void checkSize(String subject, long lines, int limit) {
    if (lines <= limit) {
      return;
    }
    SizeExemption exemption = exemptions.get(subject);
    tooLong.add(subject);
    if (exemption != null && lines <= exemption.lines()) {
      return;
    }
    broken.add(
        subject
            + " has "
            + lines
            + " lines, "
            + (exemption == null ? limit : exemption.lines())
            + " are allowed: what does not fit on a page is not understood at a glance");
  }
}

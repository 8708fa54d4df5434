package dev.castellan.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the script finds a JDK, with folders that only look like one. */
class ScriptTest {

  private static final Path SCRIPT = Path.of(System.getProperty("castellan.root"), "castellan");

  @TempDir Path folder;
  private Path jdks;

  @BeforeEach
  void prepare() throws IOException {
    jdks = Files.createDirectories(folder.resolve("jdks"));
  }

  @Test
  void shouldTakeTheNewestOfAllThatAreNewEnough() throws Exception {
    jdk("a-17", "17.0.15");
    Path newest = jdk("b-25", "25.0.3");
    jdk("c-21", "21");
    jdk("d-8", "1.8.0_402");

    assertThat(script(Map.of())).isEqualTo(new Result(0, newest.toString()));
  }

  @Test
  void shouldPassOverAnOldJavaHome() throws Exception {
    Path old = jdk("old", "17.0.15");
    Path fit = jdk("fit", "21.0.2");

    assertThat(script(Map.of("JAVA_HOME", old.toString())))
        .isEqualTo(new Result(0, fit.toString()));
  }

  @Test
  void shouldObeyTheUsersChoice() throws Exception {
    jdk("newer", "25.0.3");
    Path chosen = jdk("chosen", "21.0.2");

    assertThat(script(Map.of("CASTELLAN_JAVA_HOME", chosen.toString())))
        .isEqualTo(new Result(0, chosen.toString()));
  }

  @Test
  void shouldRefuseAChoiceThatIsTooOld() throws Exception {
    jdk("newer", "25.0.3");
    Path chosen = jdk("chosen", "17.0.15");

    Result result = script(Map.of("CASTELLAN_JAVA_HOME", chosen.toString()));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .startsWith("castellan: CASTELLAN_JAVA_HOME=")
        .contains("it is 17")
        .doesNotContain("\n");
  }

  @Test
  void shouldSayInOneLineWhatIsMissing() throws Exception {
    jdk("old", "17.0.15");

    Result result = script(Map.of());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .startsWith("castellan: a JDK 21 or newer is needed")
        .contains("found 17")
        .doesNotContain("\n");
  }

  @Test
  void shouldNotTakeARuntimeWithoutCompilerForAJdk() throws Exception {
    Files.delete(jdk("runtime", "25.0.3").resolve("bin/javac"));

    assertThat(script(Map.of()).output()).contains("found none");
  }

  @Test
  void shouldFindTheJdksOfMacOs() throws Exception {
    Path home = jdk("temurin.jdk/Contents/Home", "25");

    assertThat(script(Map.of())).isEqualTo(new Result(0, home.toString()));
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = jdks.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    for (String program : new String[] {"java", "javac"}) {
      Path file = Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\nexit 1\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private Result script(Map<String, String> variables) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "jdk").redirectErrorStream(true);
    builder.environment().clear();
    // Only what a shell needs, and no Java.
    builder.environment().put("PATH", toolsWithoutJava().toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("CASTELLAN_JDK_FOLDERS", jdks.toString());
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output.strip());
  }

  private Path toolsWithoutJava() throws IOException {
    Path tools = folder.resolve("tools");
    if (!Files.exists(tools)) {
      Files.createDirectories(tools);
      for (String tool : new String[] {"bash", "dirname", "readlink", "sed", "head", "env"}) {
        for (String place : new String[] {"/bin", "/usr/bin"}) {
          Path program = Path.of(place, tool);
          if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
            Path wrapper =
                Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + program + " \"$@\"\n");
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
          }
        }
      }
    }
    return tools;
  }

  private record Result(int exit, String output) {}
}

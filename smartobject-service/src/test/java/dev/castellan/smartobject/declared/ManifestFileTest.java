package dev.castellan.smartobject.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.contracts.smartobject.ModuleState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestFileTest {

  private static final String SOUND =
      """
      id: fan
      name: Fan
      settings:
        - {id: base, type: text, required: true}
        - {id: token, type: text, secret: true}
      failure: /error
      actions:
        - id: spin
          name: Spin
          settings:
            - {id: speed, type: slider, min: 1, max: 9, default: 3, sendAtMost: 8}
            - {id: mode, type: select, values: [calm, wild], default: calm}
          request:
            method: PUT
            url: "{base}/fan?mode={mode}"
            headers: {X-Token: "{token}"}
            body: {speed: "{speed}"}
          result: {speed: /speed}
      """;

  @Test
  void shouldReadWhatIsSound() throws IOException {
    ModuleState state = read(SOUND).state();

    assertThat(state.kind()).isEqualTo("http");
    assertThat(state.action("spin").orElseThrow().idempotent()).isFalse();
    assertThat(state.action("spin").orElseThrow().settings().get(0).max()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id: fan | id: Fan | id: must match",
        "id: fan | idd: fan | idd: is not known",
        "name: Fan | icon: fan | name: is required",
        "type: text, required | type: txt, required | settings[0].type: is no type",
        "id: token | id: base | settings[1].id: is there twice",
        "secret: true | secret: true, default: x | settings[1].default: must not be there",
        "secret: true | secret: maybe | settings[1].secret: cannot be read (line 5)",
        "failure: /error | failure: error | failure: is no JSON pointer",
        "id: spin | id: 1spin | actions[0].id: must match",
        "id: spin | {id: spin | actions[0]: cannot be read",
        "name: Spin | safe: true | actions[0].name: is required",
        "name: Spin | {name: Spin, safe: true, idempotent: false} | actions[0]",
        "id: speed | id: base | actions[0].settings[0].id: is there twice",
        "max: 9 | max: 0 | actions[0].settings[0].max: must not be less than min",
        "default: 3 | default: 10 | actions[0].settings[0].default: is no value",
        "default: 3 | default: fast | actions[0].settings[0].default: is no value",
        "values: [calm, wild], |  | actions[0].settings[1].values: must name",
        "default: calm | default: mad | actions[0].settings[1].default: is no value",
        "default: calm | sendAtMost: 3 | actions[0].settings[1].sendAtMost: is for number",
        "method: PUT | method: FETCH | actions[0].request.method: must be one of",
        "method: PUT | method: GET | actions[0].request.body: must not be there",
        "{base}/fan | ftp://x/fan | actions[0].request.url: must begin",
        "{base}/fan | http://{base}/fan | actions[0].request.url: must begin",
        "{base}/fan | http://user@host/fan | actions[0].request.url: is not an address",
        "{base}/fan | {mode}/fan | actions[0].request.url: must begin with a setting",
        "{base}/fan | {base}/../fan | actions[0].request.url: is not an address",
        "{base}/fan | {base}/f an | actions[0].request.url: is not an address",
        "{base}/fan | {base}/{token} | actions[0].request.url: {token} must be required",
        "{base}/fan | {base}/{nothing} | actions[0].request.url: {nothing} is no setting",
        "X-Token | Host | actions[0].request.headers.Host: is not for modules",
        "X-Token | `\"X Token\"` | actions[0].request.headers.X Token: is no name",
        "{token} | {token}é | actions[0].request.headers.X-Token: must be text",
        "\"{speed}\" | \"{speed.xy}\" | actions[0].request.body: {speed.xy} is no form",
        "\"{speed}\" | \"{token}\" | actions[0].request.body: {token} must be required",
        "result: {speed: /speed} | result: speed | actions[0].result: must be a JSON pointer",
        "result: {speed: /speed} | result: 5 | actions[0].result: must be a JSON pointer",
        "name: Fan | `name: Fan\nname: Fan` | is not YAML (line 3)",
        "actions: | other: | other: is not known"
      })
  void shouldNameTheMemberThatIsBroken(String sound, String broken, String said) {
    assertThat(SOUND).contains(sound);
    String text = SOUND.replace(sound, broken == null ? "" : broken);

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BrokenManifest.class)
        .message()
        .startsWith(said)
        .doesNotContain("\n", "dev.castellan", "com.fasterxml");
  }

  @Test
  void shouldNotShowASecretInAResult() {
    String text =
        SOUND
            .replace("secret: true", "secret: true, required: true")
            .replace("speed: /speed", "shown: \"{token}\"");

    assertThatThrownBy(() -> read(text)).hasMessage("actions[0].result: must not show a secret");
  }

  @Test
  void shouldReadSecretArgumentsAndKeepThemToTheDevice() throws IOException {
    String text = SOUND.replace("default: calm}", "secret: true}");
    ModuleState.Action spin = read(text).state().action("spin").orElseThrow();
    assertThat(spin.secrets()).containsExactly("mode");

    assertThatThrownBy(() -> read(text.replace("speed: /speed", "shown: \"{mode}\"")))
        .hasMessage("actions[0].result: must not show a secret");
    assertThatThrownBy(() -> read(SOUND.replace("default: calm", "default: calm, secret: true")))
        .hasMessageStartingWith("actions[0].settings[1].default: must not be there");
    assertThatThrownBy(() -> read(text.replace("name: Spin", "name: Spin\n    safe: true")))
        .hasMessageStartingWith("actions[0].settings[1].secret: is not for what is safe");
  }

  @Test
  void shouldRefuseFilesThatAreEmptyOrHuge() {
    assertThatThrownBy(() -> read("")).isInstanceOf(BrokenManifest.class);
    assertThatThrownBy(() -> read("null")).isInstanceOf(BrokenManifest.class);
    assertThatThrownBy(() -> read(SOUND + "#".repeat(70_000)))
        .isInstanceOf(BrokenManifest.class)
        .hasMessageContaining("larger");
  }

  @Test
  void shouldShipEveryFileOfItsFolder() throws IOException {
    Path folder = Path.of("src/main/resources", DeclaredModules.FOLDER);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(each -> folder.relativize(each).toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(DeclaredModules.SHIPPED);
    }
    assertThat(modules(null).modules()).hasSameSizeAs(DeclaredModules.SHIPPED);
  }

  @Test
  void shouldReadTheFilesOfTheUsersFolder(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("fan.yaml"), SOUND);
    Files.writeString(folder.resolve("notes.txt"), "not a module");

    assertThat(modules(folder).modules())
        .hasSize(DeclaredModules.SHIPPED.size() + 1)
        .anyMatch(each -> each.manifest().id().equals("fan"));
  }

  @Test
  void shouldNotStartWithABrokenFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("fan.yaml");
    Files.writeString(file, SOUND.replace("method: PUT", "method: SPIN"));

    assertThatThrownBy(() -> modules(folder).modules())
        .hasMessageStartingWith(
            "Module file " + file + ": actions[0].request.method: must be one of");
    assertThatThrownBy(() -> modules(folder.resolve("none")).modules())
        .hasMessageContaining("cannot be read");
  }

  private static DeclaredModules modules(Path folder) {
    return new DeclaredModules(null, null, null, () -> Optional.ofNullable(folder));
  }

  private static Manifest read(String text) throws IOException {
    return ManifestFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}

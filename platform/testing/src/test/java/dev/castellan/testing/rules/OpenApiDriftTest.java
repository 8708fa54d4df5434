package dev.castellan.testing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiDriftTest {

  private static final String DESCRIPTION = "openapi: 3.1.0\npaths:\n  /lamps: {}\n";

  @TempDir private Path folder;

  @Test
  void shouldAcceptADescriptionThatIsTheCommittedOne() throws IOException {
    Files.writeString(folder.resolve("lamp-service.yaml"), DESCRIPTION);

    OpenApiDrift.compare("lamp-service", DESCRIPTION, folder, false);
  }

  @Test
  void shouldNameTheFirstDifferenceAndTheCommandThatUpdates() throws IOException {
    Files.writeString(folder.resolve("lamp-service.yaml"), DESCRIPTION.replace("/lamps", "/fans"));

    assertThatThrownBy(() -> OpenApiDrift.compare("lamp-service", DESCRIPTION, folder, false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(
            "docs/openapi/lamp-service.yaml",
            "line 3",
            "/fans: {}",
            "/lamps: {}",
            "-pl lamp-service",
            "-Dcontracts.update=true");
  }

  @Test
  void shouldRefuseADescriptionThatIsNotCommitted() {
    assertThatThrownBy(() -> OpenApiDrift.compare("lamp-service", DESCRIPTION, folder, false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("(end of file)");
  }

  @Test
  void shouldWriteTheDescriptionWhenAsked() throws IOException {
    OpenApiDrift.compare("lamp-service", DESCRIPTION, folder.resolve("openapi"), true);

    assertThat(folder.resolve("openapi/lamp-service.yaml")).hasContent(DESCRIPTION);
  }
}

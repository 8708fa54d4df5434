package dev.castellan.objecttype.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import dev.castellan.testing.VersionContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class TypeVersionTest extends VersionContract {

  TypeVersionTest() {
    super(Envelope.C);
  }

  @Override
  protected String create() {
    return "/objecttype/" + Api.type("Version");
  }

  @Test
  void shouldEditOnlyTheVersionThatTheClientHasSeen() {
    String path = create();
    String seen = tag(path);
    Map<String, String> edit = Map.of("name", "edited");
    assertThat(when(seen).body(edit).put(path).statusCode()).isEqualTo(200);

    assertThat(tag(path)).isNotEqualTo(seen);
    assertThat(when(seen).body(edit).put(path).statusCode()).isEqualTo(412);
    assertThat(when(tag(path)).body(edit).put(path).statusCode()).isEqualTo(200);
  }
}

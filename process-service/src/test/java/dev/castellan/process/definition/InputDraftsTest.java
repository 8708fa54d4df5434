package dev.castellan.process.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.web.failure.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputDraftsTest {

  private final List<FieldError> errors = new ArrayList<>();

  @Test
  void shouldMakeAReferenceOfTheName() {
    assertThat(InputDrafts.slug("Brightness")).isEqualTo("brightness");
    assertThat(InputDrafts.slug("  Été à Paris! ")).isEqualTo("ete-a-paris");
    assertThat(InputDrafts.slug("Level (%)")).isEqualTo("level");
    assertThat(InputDrafts.slug("x".repeat(100))).hasSize(64);
  }

  @Test
  void shouldWantALetterInAReference() {
    draft("12", "Twelve");
    draft(null, "1 + 1");

    assertThat(errors).hasSize(2).allMatch(each -> each.message().contains("letter"));
  }

  @Test
  void shouldRefuseReferencesThatCannotStandInUrlsOrBraces() {
    for (String reference : List.of("a b", "a/b", "{a}", "a?b", "a#b", "a%20", "é".repeat(65))) {
      errors.clear();
      draft(reference, "Name");
      assertThat(errors).as(reference).singleElement();
    }
  }

  @Test
  void shouldNameTheSecondOfTwoInputsWithOneReference() {
    InputDrafts.draft(
        List.of(
            new InputRequest("level", "Level", ValueType.NUMBER, null),
            new InputRequest(null, "Level", ValueType.TEXT, true)),
        errors);

    assertThat(errors).extracting(FieldError::field).containsExactly("inputs[1].reference");
  }

  private void draft(String reference, String name) {
    InputDrafts.draft(new InputRequest(reference, name, ValueType.TEXT, null), "reference", errors);
  }
}

package dev.castellan.process.definition;

import dev.castellan.web.failure.FieldError;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns what definers write into inputs. */
final class InputDrafts {

  /** It stands in URLs and between braces, and must not look like an id. */
  private static final Pattern REFERENCE = Pattern.compile("[^\\s{}/?#%\\\\]{1,64}");

  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  private InputDrafts() {}

  /** Everything that is wrong is added to {@code errors}. */
  static List<InputDefinition> draft(List<InputRequest> requests, List<FieldError> errors) {
    List<InputDefinition> inputs = new ArrayList<>();
    Set<String> references = new HashSet<>();
    for (int i = 0; i < requests.size(); i++) {
      String field = "inputs[" + i + "].reference";
      InputDefinition input = draft(requests.get(i), field, errors);
      if (!references.add(input.reference())) {
        errors.add(new FieldError(field, "is used twice in this process"));
      }
      inputs.add(input);
    }
    return inputs;
  }

  static InputDefinition draft(InputRequest request, String field, List<FieldError> errors) {
    boolean given = request.reference() != null && !request.reference().isBlank();
    String reference = given ? request.reference().strip() : slug(request.name());
    check(reference, field, errors);
    int enable = Boolean.TRUE.equals(request.enable()) ? 1 : 0;
    return new InputDefinition(0, reference, request.name(), request.type(), enable);
  }

  static InputDefinition apply(InputPatch patch, InputDefinition before, List<FieldError> errors) {
    String reference = patch.reference() == null ? before.reference() : patch.reference().strip();
    check(reference, "reference", errors);
    return new InputDefinition(
        before.id(),
        reference,
        patch.name() == null ? before.name() : patch.name(),
        patch.type() == null ? before.type() : patch.type(),
        patch.enable() == null ? before.enable() : patch.enable() ? 1 : 0);
  }

  private static void check(String reference, String field, List<FieldError> errors) {
    if (!REFERENCE.matcher(reference).matches()) {
      errors.add(
          new FieldError(field, "must be 1 to 64 characters without blanks, braces or slashes"));
    } else if (!LETTER.matcher(reference).find()) {
      errors.add(new FieldError(field, "must have a letter in it"));
    }
  }

  /** {@code Helligkeit (%)} as {@code helligkeit}, {@code Été à Paris} as {@code ete-a-paris}. */
  static String slug(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
    String slug =
        plain
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]+", "-")
            .replaceAll("^-+|-+$", "");
    return slug.length() > 64 ? slug.substring(0, 64) : slug;
  }
}

package dev.castellan.widget.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.widget.template.Template.Filled;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TemplatePropertiesTest {

  private static final int ROOM = 1_000_000;

  /** A piece of a template and what must become of it. */
  record Piece(String template, String meaning) {}

  @Property
  void shouldTakeAnyText(@ForAll("templates") String text) {
    Filled filled = Template.fill(text, path -> "<" + path + ">", ROOM);

    assertThat(filled.cut()).isFalse();
    if (text.indexOf('{') < 0 && text.indexOf('}') < 0) {
      assertThat(filled.text()).isEqualTo(text);
    }
  }

  @Property
  void shouldMeanTheSumOfItsPieces(@ForAll("pieces") List<Piece> pieces) {
    String template = pieces.stream().map(Piece::template).collect(Collectors.joining());
    String meaning = pieces.stream().map(Piece::meaning).collect(Collectors.joining());

    assertThat(Template.fill(template, path -> "{" + path + "}}{{", ROOM).text())
        .isEqualTo(meaning);
  }

  @Property
  void shouldShowAnyTextOnceItsBracesAreDoubled(@ForAll("templates") String text) {
    String doubled = text.replace("{", "{{").replace("}", "}}");

    assertThat(Template.fill(doubled, path -> "wrong", ROOM).text()).isEqualTo(text);
  }

  @Property
  void shouldNeverReadAValueAsATemplate(@ForAll("templates") String value) {
    assertThat(Template.fill("a{x}b{x}", path -> value, ROOM).text())
        .isEqualTo("a" + value + "b" + value);
  }

  @Property
  void shouldKeepTheLimitAndWholeCharacters(
      @ForAll("templates") String text, @ForAll @IntRange(max = 40) int most) {
    String whole = Template.fill(text, path -> "\uD83D\uDCA1 lit", ROOM).text();

    Filled filled = Template.fill(text, path -> "\uD83D\uDCA1 lit", most);

    assertThat(filled.text().length()).isLessThanOrEqualTo(most);
    assertThat(whole).startsWith(filled.text());
    assertThat(filled.cut()).isEqualTo(whole.length() > most);
    assertThat(whole.length() - filled.text().length() > 1 || whole.length() <= most + 1).isTrue();
    int end = filled.text().length();
    boolean splits =
        end > 0
            && end < whole.length()
            && Character.isHighSurrogate(whole.charAt(end - 1))
            && Character.isLowSurrogate(whole.charAt(end));
    assertThat(splits).isFalse();
  }

  @Property
  void shouldWalkAnyPathSomewhereOrNowhere(@ForAll("paths") String path) {
    Map<String, Object> value =
        Map.of("a", List.of(Map.of("b", 1), "x"), "b", Map.of("a", List.of()), "", "blank");

    Object found = ValuePath.walk(path, value);

    if (ValuePath.source(path).equals(path.strip())) {
      assertThat(found).isEqualTo(value);
    }
    assertThat(ValueText.of(found, true)).isNotNull();
  }

  @Provide
  Arbitrary<String> templates() {
    return Arbitraries.strings()
        .withChars('{', '}', '.', '[', ']', 'a', ' ', '\n', '\u00e9', '\uD83D', '\uDCA1')
        .ofMaxLength(60);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings()
        .withChars('a', 'b', '.', '[', ']', '0', '1', '9', ' ', '-')
        .ofMaxLength(30);
  }

  @Provide
  Arbitrary<List<Piece>> pieces() {
    Arbitrary<Piece> plain =
        Arbitraries.strings()
            .withChars('a', ' ', '\u00e9', '.', '[')
            .ofMinLength(1)
            .ofMaxLength(5)
            .map(each -> new Piece(each, each));
    Arbitrary<Piece> placeholder =
        Arbitraries.strings()
            .withChars('a', '.', '[', ']', ' ')
            .ofMinLength(1)
            .ofMaxLength(8)
            .map(each -> new Piece("{" + each + "}", "{" + each + "}}{{"));
    // A plain character behind, so that it does not become part of the next piece.
    return Arbitraries.oneOf(
            plain,
            placeholder.map(each -> new Piece(each.template() + "-", each.meaning() + "-")),
            Arbitraries.just(new Piece("{{", "{")),
            Arbitraries.just(new Piece("}}", "}")),
            Arbitraries.just(new Piece("{}-", "{}-")))
        .list()
        .ofMaxSize(12);
  }
}

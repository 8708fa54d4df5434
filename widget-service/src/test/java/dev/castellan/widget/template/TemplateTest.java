package dev.castellan.widget.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private static final int ROOM = 100_000_000;
  private static final Map<String, Object> LIGHT =
      Map.of(
          "on", true,
          "level", 42,
          "rooms", List.of("hall", "attic"),
          "deep", List.of(List.of(1, 2), Map.of("name", "b.c")),
          "object", ordered("a", 1, "b", "x"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "no braces|no braces",
        "{light.level} %|42 %",
        "{light.on}|true",
        "{ light.level }|42",
        "{light.rooms}|hall attic",
        "{light.rooms[1]}|attic",
        "{light.deep[0][1]}|2",
        "{light.deep[1].name}|b.c",
        "{light.object}|{\"a\":1,\"b\":\"x\"}",
        "a{light.nothing}b|ab",
        "a{light.rooms[2]}b|ab",
        "a{light.rooms[-1]}b|ab",
        "a{light.rooms[x]}b|ab",
        "a{light.rooms[1}b|ab",
        "a{light..level}b|ab",
        "a{light.level.more}b|ab",
        "a{other.level}b|ab",
        "{{light.level}}|{light.level}",
        "{{{light.level}}}|{42}",
        "{}|{}",
        "a { b|a { b",
        "a } b|a } b",
        "{light.level|{light.level",
        "{a {light.level}|{a 42"
      })
  void shouldFill(String template, String expected) {
    assertThat(fill(template, false)).isEqualTo(expected);
  }

  @Test
  void shouldWriteArraysOfAListOneElementALine() {
    assertThat(fill("{light.rooms}", true)).isEqualTo("- hall\n- attic");
    assertThat(fill("{light.deep}", true)).isEqualTo("- [1,2]\n- {\"name\":\"b.c\"}");
    assertThat(fill("{light.level}", true)).isEqualTo("42");
  }

  @Test
  void shouldWriteNumbersAsPeopleDo() {
    assertThat(ValueText.of(1e10, false)).isEqualTo("10000000000");
    assertThat(ValueText.of(21.5, false)).isEqualTo("21.5");
    assertThat(ValueText.of(0.1f, false)).isEqualTo("0.1");
    assertThat(ValueText.of(new BigDecimal("1E+1000000000"), false)).hasSizeLessThan(20);
    assertThat(ValueText.of(Double.NaN, false)).isEqualTo("NaN");
    assertThat(ValueText.of(null, false)).isEmpty();
  }

  @Test
  void shouldFillAMegabyteInAMoment() {
    int half = 512 * 1024;
    for (String template :
        List.of(
            "{light.level} ".repeat(half / 7),
            "{".repeat(half * 2),
            "}".repeat(half * 2 - 1),
            "{a".repeat(half),
            "{" + "a.".repeat(half) + "}",
            "{light" + "[0]".repeat(half / 2) + "}")) {
      // What took the square of its length would take far longer.
      Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> fill(template, false));
    }
  }

  @Test
  void shouldStopFillingAtTheLimit() {
    String long100 = "x".repeat(100);

    Template.Filled filled = Template.fill("{a}".repeat(1_000), path -> long100, 250);

    assertThat(filled.text()).isEqualTo("x".repeat(250));
    assertThat(filled.cut()).isTrue();
  }

  private static String fill(String template, boolean lines) {
    return Template.fill(
            template,
            path ->
                ValueText.of(
                    ValuePath.walk(path, ValuePath.source(path).equals("light") ? LIGHT : null),
                    lines),
            ROOM)
        .text();
  }

  private static Map<String, Object> ordered(String one, Object a, String other, Object b) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(one, a);
    map.put(other, b);
    return map;
  }

  @Test
  void shouldSayWhichSourcesAreNamed() {
    assertThat(Template.sources("{a.b} {{no}} { c [0]} {a} {open"))
        .containsExactlyInAnyOrder("a", "c");
  }
}

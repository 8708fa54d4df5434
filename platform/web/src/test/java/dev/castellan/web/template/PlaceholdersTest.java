package dev.castellan.web.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  private static final long SEED = 20261122;
  private static final int ROUNDS = 20_000;
  private static final String ALPHABET = "ab{}{}{} $\\%1é😀";

  private final Placeholders placeholders =
      new Placeholders(
          Map.of("level", 80, "name", "hall", "on", true, "exact", new BigDecimal("1E+3")));

  @Test
  void shouldKeepTheTypeOfAnInputThatStandsAlone() {
    assertThat(fill("{level}")).isEqualTo(80);
    assertThat(fill("{on}")).isEqualTo(true);
    assertThat(fill("{name}")).isEqualTo("hall");
  }

  @Test
  void shouldReplaceEveryOccurrenceWithinText() {
    assertThat(fill("{name}: {level} of {level}")).isEqualTo("hall: 80 of 80");
    assertThat(fill(" {level}")).isEqualTo(" 80");
    assertThat(fill("{exact} W")).isEqualTo("1000 W");
  }

  @Test
  void shouldReplaceAtAnyDepth() {
    Object filled = fill(Map.of("list", List.of("{level}", "a {name}", 3)));

    assertThat(filled).isEqualTo(Map.of("list", List.of(80, "a hall", 3)));
  }

  @Test
  void shouldLeaveBracesAloneThatNameNoInput() {
    for (String text : List.of("{unknown}", "{}", "{", "}", "{ level }", "{{}}", "a{b", "}{")) {
      assertThat(fill(text)).isEqualTo(text);
    }
    assertThat(fill("{{level}}")).isEqualTo("{80}");
  }

  @Test
  void shouldNotReplaceWhatAReplacementBroughtIn() {
    Placeholders nested = new Placeholders(Map.of("a", "{b}", "b", "$1\\"));

    assertThat(nested.fill(Map.of("x", "-{a}-{b}"))).containsEntry("x", "-{b}-$1\\");
  }

  @Test
  void shouldLeaveOtherValuesAsTheyAre() {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("nothing", null);
    arguments.put("number", 1.5);

    assertThat(placeholders.fill(arguments)).isEqualTo(arguments);
  }

  @Test
  void shouldNeverThrowAndTouchNothingElseWhateverTheText() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      String text = anyText(random);
      Object filled = new Placeholders(Map.of("a", "X", "b1", 7)).fill(Map.of("v", text)).get("v");

      String expected = byHand(text);
      assertThat(filled.toString()).as("seed %d, round %d: %s", SEED, i, text).isEqualTo(expected);
      if (text.equals("{b1}")) {
        assertThat(filled).isEqualTo(7);
      }
    }
  }

  @Test
  void shouldKeepTheTypeOfAnyValueThatStandsAlone() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      String name = "n" + random.nextInt(1_000);
      Object value =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextDouble();
            case 2 -> random.nextBoolean();
            default -> anyText(random);
          };
      Placeholders one = new Placeholders(Map.of(name, value));

      assertThat(one.fill(Map.of("v", "{" + name + "}")).get("v")).isSameAs(value);
    }
  }

  /** The rule told another way: scan for a brace pair with a known name and nothing else in it. */
  private static String byHand(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      if (text.startsWith("{a}", i)) {
        out.append('X');
        i += 3;
      } else if (text.startsWith("{b1}", i)) {
        out.append('7');
        i += 4;
      } else {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }

  private static String anyText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append("{a}");
        case 1 -> text.append("{b1}");
        default -> text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
    }
    return text.toString();
  }

  private Object fill(Object value) {
    return placeholders.fill(Map.of("v", value)).get("v");
  }
}

package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.SchemaParts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Values read by their place are those that are read by their key. */
class StoredValuesPropertiesTest {

  private static final List<UUID> IDS =
      IntStream.range(0, 8).mapToObj(i -> UUID.randomUUID()).toList();

  /** The type knows some of the properties, in any order, and the object has some. */
  @Property(tries = 500)
  void shouldBeWhatIsStoredOfTheType(
      @ForAll("known") List<UUID> known, @ForAll("stored") Map<UUID, Object> stored) {
    ObjectType type = SchemaParts.type(known);
    // As the database writes it: by key.
    Map<String, Object> sorted = new TreeMap<>();
    stored.forEach((id, value) -> sorted.put(id.toString(), value));
    String json = ObjectData.write(sorted);

    Map<String, Object> read =
        ObjectData.read(json.getBytes(StandardCharsets.UTF_8), new StoredValues.Keys(type));

    Map<String, Object> expected = ObjectData.read(json);
    expected.keySet().retainAll(known.stream().map(UUID::toString).toList());
    assertThat(read).isEqualTo(expected).hasSameSizeAs(expected);
    assertThat(read.values()).containsExactlyInAnyOrderElementsOf(expected.values());
    for (UUID each : IDS) {
      String key = each.toString();
      assertThat(read.get(key)).isEqualTo(expected.get(key));
      assertThat(read.containsKey(key)).isEqualTo(expected.containsKey(key));
    }
  }

  @Provide
  Arbitrary<List<UUID>> known() {
    return Arbitraries.of(IDS).list().uniqueElements().ofMinSize(0);
  }

  @Provide
  Arbitrary<Map<UUID, Object>> stored() {
    Arbitrary<Object> value =
        Arbitraries.oneOf(
            Arbitraries.of("", "plain", "ü \" \\ {", "\u0000\n", "😀").map(Object.class::cast),
            Arbitraries.bigDecimals().map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    return Arbitraries.maps(Arbitraries.of(IDS), value);
  }
}

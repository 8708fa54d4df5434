package dev.castellan.objecttype.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.web.failure.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PropertyRoomTest {

  private static final int MOST_INDEXES = 40;

  @Test
  void shouldKnowWhenATypeIsFull() {
    ObjectType almost = type(properties(PropertyRoom.MOST_PROPERTIES - 1, false));
    ObjectType full = type(properties(PropertyRoom.MOST_PROPERTIES, false));

    assertThatCode(() -> check(almost, property(ValueType.TEXT, false))).doesNotThrowAnyException();
    assertThatCode(() -> check(full, full.properties().get(3))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(full, property(ValueType.TEXT, false)))
        .isInstanceOf(ServiceException.class);
  }

  @Test
  void shouldKnowWhenATypeHasEnoughThatTablesAreOrderedBy() {
    ObjectType full = type(properties(PropertyRoom.MOST_ORDERABLE, true));

    assertThatCode(() -> check(full, property(ValueType.TEXT, false))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(full, property(ValueType.TEXT, true)))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("properties of the type");
  }

  /** What points to objects is indexed for their deletion, so it is counted but never refused. */
  @Test
  void shouldKnowWhenAllTypesTogetherHaveEnoughIndexes() {
    ObjectType one = type(properties(30, true));
    ObjectType other =
        type(
            Stream.concat(
                    properties(9, true).stream(), Stream.of(property(ValueType.OBJECT, false)))
                .toList());
    ObjectType small = type(List.of());

    assertThatThrownBy(() -> check(small, property(ValueType.TEXT, true), one, other))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("all types have 40 indexes");
    assertThatCode(() -> check(small, property(ValueType.TEXTBOX, true), one, other))
        .as("has no index")
        .doesNotThrowAnyException();
    assertThatCode(() -> check(small, property(ValueType.OBJECT, false), one, other))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(small, property(ValueType.OBJECT, true), one, other))
        .as("has one anyway")
        .doesNotThrowAnyException();
  }

  /** As when there are more than the limit, which pointers are not refused for. */
  @Test
  void shouldTakeEditsThatAddNoIndex() {
    Property pointer = property(ValueType.OBJECT, false);
    Property plain = property(ValueType.TEXT, false);
    ObjectType one = type(properties(30, true));
    ObjectType other =
        type(Stream.concat(properties(20, true).stream(), Stream.of(pointer, plain)).toList());
    Property indexed = one.properties().get(0);

    for (ValueType kind : List.of(ValueType.TEXT, ValueType.NUMBER, ValueType.TEXTBOX)) {
      assertThatCode(() -> check(one, SchemaParts.property(indexed.id(), kind, true), one, other))
          .as("has its index already, or loses it")
          .doesNotThrowAnyException();
    }
    assertThatCode(() -> check(other, pointer, one, other)).doesNotThrowAnyException();
    assertThatCode(() -> check(other, plain, one, other)).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> check(other, SchemaParts.property(plain.id(), ValueType.TEXT, true), one, other))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("all types have 51 indexes");
  }

  private static void check(ObjectType type, Property property, ObjectType... others) {
    Map<UUID, ObjectType> types =
        Stream.of(others).collect(Collectors.toMap(ObjectType::id, each -> each));
    PropertyRoom.check(new Schema(1, types, Map.of()), type, property, MOST_INDEXES);
  }

  private static ObjectType type(List<Property> properties) {
    return SchemaParts.type(properties, 2);
  }

  private static List<Property> properties(int count, boolean orderable) {
    return IntStream.range(0, count).mapToObj(i -> property(ValueType.TEXT, orderable)).toList();
  }

  private static Property property(ValueType type, boolean orderable) {
    return SchemaParts.property(UUID.randomUUID(), type, orderable);
  }
}

package dev.castellan.objecttype.object;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Property;
import java.io.IOException;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Values of one of many objects of a type, by the place of their property, so that no object needs
 * a table of keys of its own. Not to be changed.
 */
final class StoredValues extends AbstractMap<String, Object> {

  private final Keys keys;
  private final Object[] values;

  private StoredValues(Keys keys, Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  /** The keys of a type's properties in the order in which the database writes them. */
  static final class Keys {

    private final List<SerializableString> inOrder;
    private final Map<String, Integer> places = new HashMap<>();

    Keys(ObjectType type) {
      this.inOrder =
          type.properties().stream()
              .map(Property::key)
              .sorted()
              .<SerializableString>map(SerializedString::new)
              .toList();
      for (SerializableString each : inOrder) {
        places.put(each.getValue(), places.size());
      }
    }

    private int place(Object key) {
      return places.getOrDefault(key, -1);
    }
  }

  /**
   * What belongs to no property of the type is left out.
   *
   * @param json at the start of an object of single values
   */
  static StoredValues read(JsonParser json, Keys keys) throws IOException {
    Object[] values = new Object[keys.inOrder.size()];
    json.nextToken();
    int place = nextPlace(json, keys, 0);
    while (json.currentToken() != JsonToken.END_OBJECT) {
      json.nextToken();
      if (place >= 0) {
        values[place] = ObjectData.value(json);
      }
      place = nextPlace(json, keys, place + 1);
    }
    return new StoredValues(keys, values);
  }

  /** Most values are set, so the expected key is compared before any is looked up. */
  private static int nextPlace(JsonParser json, Keys keys, int expected) throws IOException {
    if (expected < keys.inOrder.size()) {
      return json.nextFieldName(keys.inOrder.get(expected))
          ? expected
          : keys.place(json.currentName());
    }
    return keys.place(json.nextFieldName());
  }

  @Override
  public Object get(Object key) {
    int place = keys.place(key);
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return (int) Arrays.stream(values).filter(each -> each != null).count();
  }

  /** Without the set of entries, for which every text is hashed. */
  @Override
  public Collection<Object> values() {
    return Arrays.stream(values).filter(Objects::nonNull).toList();
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return IntStream.range(0, values.length)
        .filter(each -> values[each] != null)
        .mapToObj(each -> Map.entry(keys.inOrder.get(each).getValue(), values[each]))
        .collect(Collectors.toUnmodifiableSet());
  }
}

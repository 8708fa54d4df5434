package dev.castellan.smartobject.object;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.AbstractList;
import java.util.List;

/** What is shown again and again, and of which the JSON is made once. */
final class WrittenList<T> extends AbstractList<T> implements JsonSerializable {

  private final List<T> elements;
  private final SerializableString json;

  WrittenList(List<T> elements, ObjectMapper mapper) {
    this.elements = List.copyOf(elements);
    try {
      this.json = new SerializedString(mapper.writeValueAsString(this.elements));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("list could not be written", e);
    }
  }

  @Override
  public T get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }

  /** Characters of its JSON. */
  int length() {
    return json.charLength();
  }

  @Override
  public void serialize(JsonGenerator out, SerializerProvider any) throws IOException {
    out.writeRawValue(json);
  }

  @Override
  public void serializeWithType(JsonGenerator out, SerializerProvider any, TypeSerializer type)
      throws IOException {
    serialize(out, any);
  }
}

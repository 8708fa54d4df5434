package dev.castellan.smartobject.object;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.castellan.smartobject.module.ActionView;
import java.io.IOException;
import java.util.AbstractList;
import java.util.List;

/**
 * Actions whose JSON is made once: objects of one module show the same, and in a list of them it is
 * most of what is sent.
 */
final class ActionList extends AbstractList<ActionView> implements JsonSerializable {

  private final List<ActionView> actions;
  private final SerializableString json;

  ActionList(List<ActionView> actions, ObjectMapper mapper) {
    this.actions = List.copyOf(actions);
    try {
      this.json = new SerializedString(mapper.writeValueAsString(this.actions));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("actions could not be written", e);
    }
  }

  @Override
  public ActionView get(int index) {
    return actions.get(index);
  }

  @Override
  public int size() {
    return actions.size();
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

package dev.castellan.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One real-looking example of each event, which must never stop being readable. */
class GoldenEventsTest {

  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  static List<Class<? extends Record>> events() {
    return EventTypes.all();
  }

  @Test
  void shouldHaveExactlyOneExamplePerEvent() {
    assertThat(ContractFiles.filesIn(ContractFiles.GOLDEN))
        .containsExactlyInAnyOrderElementsOf(
            EventTypes.all().stream().map(ContractFiles::goldenOf).toList());
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldFitItsSchema(Class<? extends Record> event) {
    JsonNode golden = ContractFiles.json(ContractFiles.goldenOf(event));

    assertThat(committedSchema(event).validate(golden)).isEmpty();
  }

  /** So that the schema is known to refuse anything at all. */
  @ParameterizedTest
  @MethodSource("events")
  void shouldNotFitItsSchemaWithoutARequiredMemberOrWithOneOfAnotherType(
      Class<? extends Record> event) {
    JsonSchema schema = committedSchema(event);
    JsonNode golden = ContractFiles.json(ContractFiles.goldenOf(event));
    JsonNode required = schema.getSchemaNode().path("required");
    assertThat(required).isNotEmpty();

    for (JsonNode name : required) {
      ObjectNode lacking = golden.deepCopy();
      lacking.remove(name.asText());
      assertThat(schema.validate(lacking)).as("without %s", name).isNotEmpty();
      ObjectNode retyped = golden.deepCopy();
      retyped.putArray(name.asText()).addArray();
      assertThat(schema.validate(retyped)).as("with another %s", name).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldSurviveReadingAndWriting(Class<? extends Record> event)
      throws JsonProcessingException {
    String golden = ContractFiles.text(ContractFiles.goldenOf(event));

    Record read = ContractFiles.JSON.readValue(golden, event);

    assertThat(written(read)).isEqualTo(ContractFiles.JSON.readTree(golden));
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldBeReadWithMembersFromTheFuture(Class<? extends Record> event)
      throws JsonProcessingException {
    JsonNode golden = ContractFiles.json(ContractFiles.goldenOf(event));
    JsonNode future = golden.deepCopy();
    addUnknownMembers(future, event);
    assertThat(future).isNotEqualTo(golden);

    Record read = ContractFiles.JSON.readValue(future.toString(), event);

    assertThat(written(read)).isEqualTo(golden);
  }

  /** Absent and null mean the same, as older writers may send either. */
  @ParameterizedTest
  @MethodSource("events")
  void shouldReadNullLikeAbsence(Class<? extends Record> event) throws JsonProcessingException {
    JsonNode golden = ContractFiles.json(ContractFiles.goldenOf(event));
    ObjectNode withNulls = golden.deepCopy();
    for (RecordComponent member : event.getRecordComponents()) {
      if (member.getAccessor().isAnnotationPresent(MayBeAbsent.class)
          && !withNulls.has(member.getName())) {
        withNulls.putNull(member.getName());
      }
    }

    Record read = ContractFiles.JSON.readValue(withNulls.toString(), event);

    assertThat(committedSchema(event).validate(withNulls)).isEmpty();
    assertThat(written(read)).isEqualTo(golden);
  }

  private static JsonNode written(Record event) throws JsonProcessingException {
    return ContractFiles.JSON.readTree(ContractFiles.JSON.writeValueAsString(event));
  }

  private static JsonSchema committedSchema(Class<?> event) {
    var config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return SCHEMAS.getSchema(ContractFiles.json(ContractFiles.schemaOf(event)), config);
  }

  /** In every object that is a record of ours; in free maps nothing is unknown. */
  private static void addUnknownMembers(JsonNode json, Type type) {
    if (type instanceof Class<?> record && record.isRecord() && json instanceof ObjectNode object) {
      object.put("fromTheFuture", "x").putObject("alsoNew").put("deep", true);
      for (RecordComponent member : record.getRecordComponents()) {
        addUnknownMembers(object.path(member.getName()), member.getGenericType());
      }
    } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      json.forEach(item -> addUnknownMembers(item, list.getActualTypeArguments()[0]));
    }
  }
}

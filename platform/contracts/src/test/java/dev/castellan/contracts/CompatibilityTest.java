package dev.castellan.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Made-up changes to made-up events. */
class CompatibilityTest {

  private final ObjectNode finished =
      json(
          """
          {
            '$schema': 'https://json-schema.org/draft/2020-12/schema',
            'title': 'Finished',
            '$defs': {
              'Status': {'type': 'string', 'enum': ['accepted', 'succeeded', 'failed']},
              'Failure': {'type': 'object', 'properties': {'code': {'type': 'string'}}}
            },
            'type': 'object',
            'properties': {
              'commandId': {'type': 'string', 'format': 'uuid'},
              'step': {'type': 'integer', 'format': 'int32'},
              'action': {'type': 'string'},
              'status': {'$ref': '#/$defs/Status'},
              'result': {'type': ['object', 'null']},
              'failure': {'anyOf': [{'type': 'null'}, {'$ref': '#/$defs/Failure'}]},
              'attempts': {'type': 'integer', 'format': 'int32'},
              'startedAt': {'type': ['string', 'null'], 'format': 'date-time'}
            },
            'required': ['commandId', 'step', 'action', 'status', 'attempts']
          }
          """);

  private final ObjectNode module =
      json(
          """
          {
            '$defs': {
              'Action': {
                'type': 'object',
                'properties': {
                  'description': {'type': 'string'},
                  'settings': {'type': 'array', 'items': {'$ref': '#/$defs/Parameter'}},
                  'next': {'$ref': '#/$defs/Action'}
                },
                'required': ['settings']
              },
              'Parameter': {
                'type': 'object',
                'properties': {
                  'step': {'type': 'number'},
                  'values': {'type': ['array', 'null'], 'items': {'type': 'string'}}
                },
                'required': []
              }
            },
            'type': 'object',
            'properties': {'actions': {'type': 'array', 'items': {'$ref': '#/$defs/Action'}}},
            'required': ['actions']
          }
          """);

  static List<Class<? extends Record>> events() {
    return EventTypes.all();
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldFindNothingWhenNothingChanged(Class<? extends Record> event) {
    assertThat(Compatibility.breaks(EventSchemas.of(event), EventSchemas.of(event))).isEmpty();
  }

  @Test
  void shouldReportARemovedMember() {
    assertThat(after(finished, schema -> without(schema, "attempts")))
        .containsExactly("attempts was removed or renamed");
  }

  @Test
  void shouldReportARenamedMember() {
    assertThat(
            after(
                finished,
                schema -> {
                  without(schema, "attempts");
                  with(schema, "tries", "{'type':'integer','format':'int32'}");
                  require(schema, "tries");
                }))
        .containsExactlyInAnyOrder("attempts was removed or renamed", "tries is new and required");
  }

  @Test
  void shouldReportARetypedMember() {
    assertThat(after(finished, schema -> with(schema, "action", "{'type':'integer'}")))
        .containsExactly("action was retyped from string to integer");
    assertThat(after(finished, schema -> with(schema, "commandId", "{'type':'string'}")))
        .containsExactly("commandId was retyped from string/uuid to string");
    assertThat(
            after(finished, schema -> with(schema, "step", "{'type':'integer','format':'int64'}")))
        .containsExactly("step was retyped from integer/int32 to integer/int64");
  }

  @Test
  void shouldReportANewlyRequiredMember() {
    assertThat(after(finished, schema -> require(schema, "startedAt")))
        .containsExactly("startedAt is required now");
  }

  @Test
  void shouldReportANewMemberThatIsRequired() {
    assertThat(
            after(
                finished,
                schema -> {
                  with(schema, "node", "{'type':'string'}");
                  require(schema, "node");
                }))
        .containsExactly("node is new and required");
  }

  @Test
  void shouldReportAMemberThatReadersCannotCountOnAnyMore() {
    assertThat(
            after(
                finished,
                schema -> {
                  ArrayNode required = schema.putArray("required");
                  finished.path("required").forEach(required::add);
                  required.remove(0);
                  with(schema, "commandId", "{'type':['string','null'],'format':'uuid'}");
                }))
        .containsExactlyInAnyOrder("commandId may be absent now", "commandId may be null now");
  }

  @Test
  void shouldReportAMemberThatMayNotBeNullAnyMore() {
    assertThat(after(finished, schema -> with(schema, "failure", "{'$ref':'#/$defs/Failure'}")))
        .containsExactly("failure may not be null any more");
  }

  @Test
  void shouldReportLostAndNewWordsOfAnEnumeration() {
    assertThat(
            after(
                finished,
                schema -> {
                  ArrayNode words = (ArrayNode) schema.at("/$defs/Status/enum");
                  words.remove(0);
                  words.add("postponed");
                }))
        .containsExactly(
            "status lost the words [accepted]",
            "status has words that older readers do not know: [postponed]");
  }

  @Test
  void shouldLookIntoReferencesAndArrays() {
    assertThat(
            after(
                module,
                schema -> {
                  without((ObjectNode) schema.at("/$defs/Parameter"), "step");
                  with((ObjectNode) schema.at("/$defs/Parameter"), "values", "{'type':'string'}");
                  require((ObjectNode) schema.at("/$defs/Action"), "description");
                }))
        .containsExactlyInAnyOrder(
            "actions[].description is required now",
            "actions[].settings[].step was removed or renamed",
            "actions[].settings[].values may not be null any more",
            "actions[].settings[].values was retyped from array to string");
  }

  @Test
  void shouldReportANarrowedOrTypedMap() {
    String typed = "{'type':['object','null'],'additionalProperties':{'type':'string'}}";
    assertThat(after(finished, schema -> with(schema, "result", typed)))
        .containsExactly("result.* follows other rules");
  }

  @Test
  void shouldReportAnyOtherRule() {
    assertThat(after(finished, schema -> with(schema, "action", "{'type':'string','maxLength':8}")))
        .containsExactly("action follows other rules: {} became {\"maxLength\":8}");
  }

  @Test
  void shouldAllowANewOptionalMemberAndOtherWords() {
    assertThat(
            after(
                finished,
                schema -> {
                  with(schema, "node", "{'type':['string','null']}");
                  schema.put("description", "How it ended.");
                  schema.put("title", "Finished");
                }))
        .isEmpty();
  }

  /** The same meaning, said in place instead of by reference. */
  @Test
  void shouldNotMindWhereASchemaIsWritten() {
    assertThat(
            after(
                finished,
                schema -> {
                  ObjectNode members = (ObjectNode) schema.path("properties");
                  members.set("status", schema.at("/$defs/Status"));
                  ((ObjectNode) schema.path("$defs")).remove("Status");
                }))
        .isEmpty();
  }

  private static List<String> after(ObjectNode schema, Consumer<ObjectNode> change) {
    ObjectNode changed = schema.deepCopy();
    change.accept(changed);
    return Compatibility.breaks(schema, changed);
  }

  private static void with(ObjectNode schema, String member, String definition) {
    ((ObjectNode) schema.path("properties")).set(member, json(definition));
  }

  private static void require(ObjectNode schema, String member) {
    ((ArrayNode) schema.path("required")).add(member);
  }

  private static void without(ObjectNode schema, String member) {
    ((ObjectNode) schema.path("properties")).remove(member);
    ArrayNode required = (ArrayNode) schema.path("required");
    for (int i = required.size() - 1; i >= 0; i--) {
      if (required.path(i).asText().equals(member)) {
        required.remove(i);
      }
    }
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) ContractFiles.JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

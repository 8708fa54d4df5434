package dev.castellan.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {

  private final JsonNode document = AsyncApiDocument.document();

  static List<Class<? extends Record>> events() {
    return EventTypes.all();
  }

  static List<Topic> topics() {
    return Topics.all();
  }

  @Test
  void shouldBeCommittedAsTheCodeMakesIt() {
    ContractFiles.settle(ContractFiles.ASYNC_API, AsyncApiDocument.file());
  }

  @Test
  void shouldReadBackFromYamlAsItWasWritten() throws JsonProcessingException {
    JsonNode read = AsyncApiDocument.parse(AsyncApiDocument.file());

    assertThat(read.toString()).isEqualTo(document.toString());
  }

  @Test
  void shouldHaveOneChannelPerTopicAndTwoOperationsEach() {
    assertThat(document.path("channels").findValuesAsText("address"))
        .containsExactlyElementsOf(Topics.all().stream().map(Topic::name).toList());
    assertThat(document.path("operations")).hasSize(2 * Topics.all().size());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldSayHowATopicIsKept(Topic topic) {
    JsonNode channel = document.path("channels").path(AsyncApiDocument.channelOf(topic));
    JsonNode kafka = channel.at("/bindings/kafka");

    assertThat(channel.path("description").asText())
        .contains("Key: " + topic.key(), topic.deadLetters());
    assertThat(kafka.path("topic").asText()).isEqualTo(topic.name());
    assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.partitions());
    JsonNode configuration = kafka.path("topicConfiguration");
    if (topic.cleanup() == Topic.Cleanup.COMPACT) {
      assertThat(configuration.toString()).isEqualTo("{\"cleanup.policy\":[\"compact\"]}");
    } else {
      assertThat(configuration.toString())
          .isEqualTo("{\"cleanup.policy\":[\"delete\"],\"retention.ms\":604800000}");
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldCarryEveryEventOnItsTopicAlone(Class<? extends Record> event) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode channel : document.path("channels")) {
      if (channel.path("messages").has(event.getSimpleName())) {
        addresses.add(channel.path("address").asText());
      }
    }

    assertThat(addresses).containsExactly(EventTypes.topicOf(event));
    JsonNode message = document.at("/components/messages/" + event.getSimpleName());
    assertThat(message.at("/headers/properties/ce_type/const").asText())
        .isEqualTo(EventTypes.typeOf(event));
  }

  @Test
  void shouldReferToNothingThatIsMissing() {
    List<String> references = document.findValuesAsText("$ref");

    assertThat(references).hasSizeGreaterThan(50);
    assertThat(references)
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  /** The payload schemas here say the same as the schema files. */
  @ParameterizedTest
  @MethodSource("events")
  void shouldDescribeThePayloadAsTheSchemaFileDoes(Class<? extends Record> event) {
    ObjectNode payload =
        document.at("/components/messages/" + event.getSimpleName() + "/payload").deepCopy();
    payload.set("components", document.path("components"));

    assertThat(Compatibility.breaks(EventSchemas.of(event), payload)).isEmpty();
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(payload);
    assertThat(schema.validate(ContractFiles.json(ContractFiles.goldenOf(event)))).isEmpty();
    assertThat(schema.validate(ContractFiles.JSON.createObjectNode())).isNotEmpty();
  }

  @Test
  void shouldNameTheHeadersOfABinaryCloudEvent() {
    JsonNode headers = document.at("/components/messageTraits/cloudEvent/headers");

    assertThat(headers.path("properties").fieldNames())
        .toIterable()
        .containsExactly(
            "ce_id",
            "ce_type",
            "ce_source",
            "ce_time",
            "ce_specversion",
            "ce_subject",
            "traceparent",
            "content-type");
  }
}

package dev.castellan.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.castellan.contracts.Topic.Cleanup;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes the AsyncAPI document of all topics from the same records and topics the code uses. */
final class AsyncApiDocument {

  private static final String SCHEMAS = "components/schemas";
  private static final String BINDING_VERSION = "0.5.0";
  private static final Pattern NEXT_WORD = Pattern.compile("[.-]([a-z])");

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .stringQuotingChecker(new QuoteDatesToo())
              .build());

  private final ObjectNode document = ContractFiles.JSON.createObjectNode();

  private AsyncApiDocument() {
    document.put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Castellan events")
        .put("version", "1.0.0")
        .put(
            "description",
            "What the services of Castellan tell each other over Kafka. Events are CloudEvents 1.0"
                + " in binary mode: attributes in headers, JSON data as the value. What a consumer"
                + " cannot handle goes to <topic>.dlq with the same key.");
    document.put("defaultContentType", "application/json");
    Topics.all().forEach(this::describe);
    ObjectNode components = document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    EventTypes.all().forEach(event -> messages.set(event.getSimpleName(), message(event)));
    components.putObject("messageTraits").set("cloudEvent", cloudEvent());
    components.set("schemas", EventSchemas.byName(EventTypes.all(), SCHEMAS));
  }

  static JsonNode document() {
    return new AsyncApiDocument().document;
  }

  /** The document file, to the byte. */
  static String file() {
    try {
      return "# Generated from platform/contracts. Refresh with: "
          + ContractFiles.REFRESH
          + "\n"
          + YAML.writeValueAsString(document());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode parse(String yaml) throws JsonProcessingException {
    return YAML.readTree(yaml);
  }

  /** {@code smartobjectCommands} for castellan.smartobject.commands.v1. */
  static String channelOf(Topic topic) {
    String name = topic.name().replaceFirst("^castellan\\.", "").replaceFirst("\\.v1$", "");
    return NEXT_WORD.matcher(name).replaceAll(AsyncApiDocument::upper);
  }

  private static String upper(MatchResult match) {
    return match.group(1).toUpperCase(Locale.ROOT);
  }

  private void describe(Topic topic) {
    String id = channelOf(topic);
    ObjectNode channel = document.withObject("/channels").putObject(id);
    channel.put("address", topic.name()).put("title", topic.summary());
    channel.put("description", descriptionOf(topic));
    ObjectNode messages = channel.putObject("messages");
    for (Class<?> event : eventsOn(topic)) {
      messages
          .putObject(event.getSimpleName())
          .put("$ref", "#/components/messages/" + event.getSimpleName());
    }
    channel.putObject("bindings").set("kafka", binding(topic));
    for (String action : List.of("send", "receive")) {
      ObjectNode operation =
          document
              .withObject("/operations")
              .putObject(action + id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1));
      operation.put("action", action);
      operation.putObject("channel").put("$ref", "#/channels/" + id);
    }
  }

  private static String descriptionOf(Topic topic) {
    String kept =
        topic.cleanup() == Cleanup.COMPACT
            ? "The latest record of each key is kept for ever; one without a value says that the"
                + " key is gone."
            : "Records are kept for " + topic.retention().toDays() + " days.";
    return "Key: %s. %s Dead letters: %s.".formatted(topic.key(), kept, topic.deadLetters());
  }

  private static ObjectNode binding(Topic topic) {
    ObjectNode kafka = ContractFiles.JSON.createObjectNode();
    kafka.put("topic", topic.name()).put("partitions", topic.partitions());
    ObjectNode configuration = kafka.putObject("topicConfiguration");
    configuration.putArray("cleanup.policy").add(topic.cleanup().name().toLowerCase(Locale.ROOT));
    if (topic.cleanup() == Cleanup.DELETE) {
      configuration.put("retention.ms", topic.retention().toMillis());
    }
    return kafka.put("bindingVersion", BINDING_VERSION);
  }

  private static List<Class<? extends Record>> eventsOn(Topic topic) {
    return EventTypes.all().stream()
        .filter(event -> EventTypes.topicOf(event).equals(topic.name()))
        .toList();
  }

  private static ObjectNode message(Class<?> event) {
    ObjectNode message = ContractFiles.JSON.createObjectNode();
    message.put("name", EventTypes.typeOf(event)).put("title", event.getSimpleName());
    message.put("contentType", "application/json");
    message.putArray("traits").addObject().put("$ref", "#/components/messageTraits/cloudEvent");
    ObjectNode headers = message.putObject("headers").put("type", "object");
    headers.putObject("properties").putObject("ce_type").put("const", EventTypes.typeOf(event));
    message.putObject("payload").put("$ref", "#/" + SCHEMAS + "/" + event.getSimpleName());
    Topic topic =
        Topics.all().stream()
            .filter(each -> each.name().equals(EventTypes.topicOf(event)))
            .findFirst()
            .orElseThrow();
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string").put("description", topic.key());
    kafka.put("bindingVersion", BINDING_VERSION);
    ObjectNode example = message.putArray("examples").addObject();
    example.set("payload", ContractFiles.json(ContractFiles.goldenOf(event)));
    return message;
  }

  /** CloudEvents 1.0, Kafka protocol binding, binary content mode. */
  private static ObjectNode cloudEvent() {
    ObjectNode trait = ContractFiles.JSON.createObjectNode();
    ObjectNode headers = trait.putObject("headers").put("type", "object");
    headers
        .putArray("required")
        .add("ce_id")
        .add("ce_type")
        .add("ce_source")
        .add("ce_time")
        .add("ce_specversion")
        .add("content-type");
    ObjectNode members = headers.putObject("properties");
    header(members, "ce_id", "UUIDv7; the same event keeps it however often it is sent")
        .put("format", "uuid");
    header(members, "ce_type", "castellan.<thing>.<happened>.v<n>");
    header(members, "ce_source", "/castellan/<service>").put("pattern", "^/castellan/[a-z-]+$");
    header(members, "ce_time", "When it happened").put("format", "date-time");
    header(members, "ce_specversion", "Version of CloudEvents").put("const", "1.0");
    header(members, "ce_subject", "What the event is about, when the key alone does not say");
    header(members, "traceparent", "W3C trace context of whoever caused it")
        .put("pattern", "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$");
    header(members, "content-type", "Of the value").put("const", "application/json");
    return trait;
  }

  private static ObjectNode header(ObjectNode members, String name, String description) {
    return members.putObject(name).put("type", "string").put("description", description);
  }

  /** Some YAML readers take a bare 2026-11-22T… for a date instead of a string. */
  private static final class QuoteDatesToo extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value) || value.matches("\\d{4}-\\d\\d-\\d\\d.*");
    }
  }
}

package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.Topic;
import dev.castellan.contracts.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics and rights of the operator against the code, the AsyncAPI document and the table. */
class KafkaAccessTest {

  static final Set<String> SERVICES =
      Set.of(
          "gateway",
          "smartobject-service",
          "process-service",
          "widget-service",
          "element-service",
          "objecttype-service");

  /** A line of the table "Events and topics" of docs/architecture.md. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(castellan\\.[^`]+)` \\|.*\\| ([^|]*) \\| ([^|]*) \\|$");

  @ParameterizedTest
  @ValueSource(strings = {"staging", "prod"})
  void shouldMakeEveryTopicAsTheServicesWould(String overlay) throws IOException {
    Map<String, Object> made = new TreeMap<>();
    Manifests.of(overlay)
        .kind("KafkaTopic")
        .forEach(it -> made.put(Manifests.name(it), settings(it)));
    Map<String, Object> wanted = new TreeMap<>();
    for (Topic topic : Topics.all()) {
      if (topic.cleanup() == Topic.Cleanup.COMPACT) {
        wanted.put(topic.name(), topic.partitions() + " {\"cleanup.policy\":\"compact\"}");
      } else {
        String kept = "{\"retention.ms\":" + topic.retention().toMillis() + "}";
        wanted.put(topic.name(), topic.partitions() + " " + kept);
        wanted.put(topic.deadLetters(), "1 {\"retention.ms\":-1}");
      }
    }
    assertThat(made).isEqualTo(wanted);

    JsonNode described = Manifests.YAML.readTree(Tools.ROOT.resolve("docs/asyncapi.yaml").toFile());
    Set<String> addresses = Set.copyOf(described.get("channels").findValuesAsText("address"));
    assertThat(made.keySet()).containsAll(addresses);
    assertThat(made.keySet().stream().map(it -> it.replaceFirst("\\.dlq$", "")))
        .allMatch(addresses::contains);
  }

  @Test
  void shouldGrantEachServiceWhatTheTableSaysAndNoMore() throws IOException {
    Map<String, Set<String>> reads = new HashMap<>();
    Map<String, Set<String>> writes = new HashMap<>();
    readTable(reads, writes);
    Manifests manifests = Manifests.of("prod");
    assertThat(manifests.kind("KafkaUser").map(Manifests::name))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(SERVICES.stream(), Stream.of("autoscaler", "operator")).toList());
    for (String service : SERVICES) {
      JsonNode user = manifests.named("KafkaUser", service);
      assertThat(granted(user, "topic", "Read"))
          .as("%s reads", service)
          .isEqualTo(reads.get(service));
      assertThat(granted(user, "topic", "Write"))
          .as("%s writes", service)
          .isEqualTo(writes.get(service));
      // Each client asks for the partitions of what it reads or writes.
      Set<String> known = new TreeSet<>(reads.get(service));
      known.addAll(writes.get(service));
      assertThat(granted(user, "topic", "Describe")).isEqualTo(known);
      assertThat(granted(user, "group", "Read")).isEqualTo(groups(service));
      assertThat(user.findValuesAsText("patternType")).containsOnly("literal");
    }
    shouldGrantPeopleTheDeadLetters(manifests.named("KafkaUser", "operator"));
    JsonNode autoscaler = manifests.named("KafkaUser", "autoscaler");
    assertThat(autoscaler.findValues("operations").toString()).doesNotContain("Read", "Write");
  }

  /** Not only the table, which may be wrong as well. */
  @ParameterizedTest
  @FieldSource("SERVICES")
  void shouldGrantEachServiceWhatItsCodeUses(String service) throws IOException {
    TopicUse use = TopicUse.of(service);
    Set<String> written = new TreeSet<>(use.written());
    work(service).forEach(topic -> written.add(topic + ".dlq"));
    JsonNode user = Manifests.of("prod").named("KafkaUser", service);
    assertThat(granted(user, "topic", "Read")).isEqualTo(use.read());
    assertThat(granted(user, "topic", "Write")).isEqualTo(written);
  }

  @Test
  void shouldKeepAnExternalModuleToItself() {
    Manifests manifests = Manifests.of(Manifests.WITH_ALL);
    String topic = Topics.moduleRequests("blinds");
    assertThat(settings(manifests.named("KafkaTopic", topic)))
        .isEqualTo("3 {\"retention.ms\":600000,\"segment.ms\":600000}");
    JsonNode module = manifests.named("KafkaUser", "module-blinds");
    assertThat(granted(module, "topic", "Read")).containsExactly(topic);
    assertThat(granted(module, "topic", "Write")).containsExactly(Topics.MODULE_RESULTS);
    assertThat(granted(module, "group", "Read")).containsExactly("module-blinds");
    assertThat(manifests.kind("KafkaUser"))
        .filteredOn(it -> granted(it, "topic", "Write").contains(topic))
        .extracting(Manifests::name)
        .containsExactly("smartobject-service");
    assertThat(manifests.kind("KafkaUser"))
        .filteredOn(it -> granted(it, "topic", "Read").contains(topic))
        .extracting(Manifests::name)
        .containsExactly("module-blinds");
  }

  private static void shouldGrantPeopleTheDeadLetters(JsonNode operator) throws IOException {
    Set<String> sources = new TreeSet<>();
    for (String service : SERVICES) {
      sources.addAll(work(service));
    }
    Set<String> letters =
        sources.stream().map(it -> it + ".dlq").collect(Collectors.toCollection(TreeSet::new));
    assertThat(granted(operator, "topic", "Read")).isEqualTo(letters);
    sources.addAll(letters);
    assertThat(granted(operator, "topic", "Write")).isEqualTo(sources);
    assertThat(granted(operator, "topic", "Describe")).isEqualTo(sources);
  }

  @Test
  void shouldScaleByTheLagOfTheGroupThatWorks() throws IOException {
    JsonNode trigger =
        Manifests.of("prod")
            .named("ScaledObject", "process-service")
            .at("/spec/triggers/0/metadata");
    assertThat(groups("process-service")).containsExactly(trigger.get("consumerGroup").asText());
    Topic topic =
        Topics.all().stream()
            .filter(it -> it.name().equals(trigger.get("topic").asText()))
            .findFirst()
            .orElseThrow();
    assertThat(
            Manifests.of("prod")
                .named("ScaledObject", "process-service")
                .at("/spec/maxReplicaCount")
                .asInt())
        .isLessThanOrEqualTo(topic.partitions());
  }

  private static String settings(JsonNode topic) {
    assertThat(topic.at("/metadata/labels/strimzi.io~1cluster").asText()).isEqualTo("kafka");
    return topic.at("/spec/partitions").asText() + " " + topic.at("/spec/config");
  }

  private static Set<String> granted(JsonNode user, String type, String operation) {
    return Manifests.stream(user.at("/spec/authorization/acls"))
        .filter(acl -> acl.at("/resource/type").asText().equals(type))
        .filter(
            acl ->
                Manifests.stream(acl.get("operations"))
                    .anyMatch(it -> it.asText().equals(operation)))
        .map(acl -> acl.at("/resource/name").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> groups(String service) throws IOException {
    return channels(service, "group\\.id");
  }

  /** Topics read by a consumer group, which sets aside what it cannot handle. */
  static Set<String> work(String service) throws IOException {
    return channels(service, "topic");
  }

  private static Set<String> channels(String service, String setting) throws IOException {
    String settings =
        Files.readString(
            Tools.ROOT.resolve(service).resolve("src/main/resources/application.properties"));
    Matcher channel =
        Pattern.compile("(?m)^mp\\.messaging\\.incoming\\.[\\w-]+\\." + setting + "=(.+)$")
            .matcher(settings);
    Set<String> values = new TreeSet<>();
    while (channel.find()) {
      values.add(channel.group(1));
    }
    return values;
  }

  private static void readTable(Map<String, Set<String>> reads, Map<String, Set<String>> writes)
      throws IOException {
    SERVICES.forEach(
        service -> {
          reads.put(service, new TreeSet<>());
          writes.put(service, new TreeSet<>());
        });
    Matcher row = ROW.matcher(Files.readString(Tools.ROOT.resolve("docs/architecture.md")));
    while (row.find()) {
      for (String topic : expanded(row.group(1))) {
        services(row.group(2)).forEach(it -> writes.get(it).add(topic));
        for (String reader : services(row.group(3))) {
          reads.get(reader).add(topic);
          if (work(reader).contains(topic)) {
            writes.get(reader).add(topic + ".dlq");
          }
        }
      }
    }
    assertThat(writes.get("gateway")).isNotEmpty();
  }

  private static List<String> expanded(String topic) {
    Matcher several = Pattern.compile("(.*)\\{(.*)}(.*)").matcher(topic);
    return several.matches()
        ? Arrays.stream(several.group(2).split(","))
            .map(it -> several.group(1) + it + several.group(3))
            .toList()
        : List.of(topic);
  }

  private static List<String> services(String cell) {
    return switch (cell.strip()) {
      case "nobody yet", "external modules" -> List.of();
      case "all" -> List.copyOf(SERVICES);
      case String some -> Arrays.asList(some.strip().split(", "));
    };
  }
}

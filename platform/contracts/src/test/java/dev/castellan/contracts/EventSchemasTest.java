package dev.castellan.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.smartobject.ActionFinished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSchemasTest {

  static List<Class<? extends Record>> events() {
    return EventTypes.all();
  }

  /** Compatibility first: the update switch must not paper over a change that breaks readers. */
  @ParameterizedTest
  @MethodSource("events")
  void shouldHaveACommittedSchemaThatFitsTheRecord(Class<? extends Record> event) {
    Path file = ContractFiles.schemaOf(event);
    if (Files.exists(file)) {
      assertThat(Compatibility.breaks(ContractFiles.json(file), EventSchemas.of(event)))
          .as(
              "%s breaks who already sends or reads %s. Make it a new version of the event; if"
                  + " this one was never released, delete %s and run: %s",
              event.getSimpleName(),
              EventTypes.typeOf(event),
              ContractFiles.SCHEMAS.relativize(file),
              ContractFiles.REFRESH)
          .isEmpty();
    }
    ContractFiles.settle(file, EventSchemas.fileOf(event));
  }

  @Test
  void shouldHaveNoSchemaWithoutAnEvent() {
    assertThat(ContractFiles.filesIn(ContractFiles.SCHEMAS))
        .isSubsetOf(EventTypes.all().stream().map(ContractFiles::schemaOf).toList());
  }

  @Test
  void shouldDescribeMembersAsJacksonWritesThem() {
    JsonNode schema = EventSchemas.of(ActionFinished.class);

    assertThat(schema.at("/$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.at("/properties/finishedAt"))
        .isEqualTo(json("{'type':'string','format':'date-time'}"));
    assertThat(schema.at("/properties/startedAt"))
        .isEqualTo(json("{'type':['string','null'],'format':'date-time'}"));
    assertThat(schema.at("/properties/commandId"))
        .isEqualTo(json("{'type':'string','format':'uuid'}"));
    assertThat(schema.at("/properties/smartobjectId"))
        .isEqualTo(json("{'type':'integer','format':'int64'}"));
    assertThat(schema.at("/$defs/ExecutionStatus/enum"))
        .isEqualTo(
            json(
                "['accepted','running','succeeded','failed','cancelled','timed-out',"
                    + "'outcome-unknown','skipped']"));
    assertThat(schema.at("/required"))
        .isEqualTo(
            json(
                "['commandId','executionId','step','smartobjectId','action','status','attempts',"
                    + "'finishedAt']"));
  }

  private static JsonNode json(String text) {
    try {
      return ContractFiles.JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

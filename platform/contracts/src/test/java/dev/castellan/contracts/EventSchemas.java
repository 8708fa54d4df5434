package dev.castellan.contracts;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import java.util.List;
import java.util.Map;

/** Makes JSON schemas from the event records, in the order their members are declared. */
final class EventSchemas {

  private static final CustomDefinitionProviderV2 INLINE_MAPS = EventSchemas::inlineMaps;
  private static final SchemaGenerator GENERATOR = generator();

  private EventSchemas() {}

  /** The schema file of one event, to the byte. */
  static String fileOf(Class<?> event) {
    return pretty(of(event));
  }

  static ObjectNode of(Class<?> event) {
    ObjectNode generated = GENERATOR.generateSchema(event);
    ObjectNode schema = ContractFiles.JSON.createObjectNode();
    schema.set("$schema", generated.remove("$schema"));
    schema.put("$id", "urn:castellan:event:" + EventTypes.typeOf(event));
    schema.put("title", event.getSimpleName());
    return schema.setAll(generated);
  }

  /** Schemas of several records by name, referring to each other below a JSON pointer. */
  static JsonNode byName(List<Class<? extends Record>> events, String pointer) {
    SchemaBuilder builder = GENERATOR.buildMultipleSchemaDefinitions();
    events.forEach(builder::createSchemaReference);
    return builder.collectDefinitions(pointer);
  }

  private static SchemaGenerator generator() {
    var config =
        new SchemaGeneratorConfigBuilder(
                ContractFiles.JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
            .with(Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
            .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.PLAIN_DEFINITION_KEYS)
            .with(Option.INLINE_NULLABLE_SCHEMAS);
    config.forFields().withRequiredCheck(field -> !mayBeAbsent(field));
    config.forFields().withNullableCheck(EventSchemas::mayBeAbsent);
    config.forTypesInGeneral().withPropertySorter((one, other) -> 0);
    config.forTypesInGeneral().withCustomDefinitionProvider(INLINE_MAPS);
    return new SchemaGenerator(config.build());
  }

  private static boolean mayBeAbsent(FieldScope field) {
    return field.getAnnotation(MayBeAbsent.class) != null;
  }

  /** Maps have names like Map_String.Object_ and say next to nothing; they stay where they are. */
  private static CustomDefinition inlineMaps(ResolvedType type, SchemaGenerationContext context) {
    return type.isInstanceOf(Map.class)
        ? new CustomDefinition(
            context.createStandardDefinition(type, INLINE_MAPS),
            CustomDefinition.INLINE_DEFINITION,
            CustomDefinition.EXCLUDING_ATTRIBUTES)
        : null;
  }

  private static String pretty(JsonNode schema) {
    var separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    var printer =
        new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return ContractFiles.JSON.writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

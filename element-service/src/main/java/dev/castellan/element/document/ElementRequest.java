package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body that makes or edits an element; whatever else stands in it is ignored. */
@Schema(
    name = "ElementRequest",
    examples = "{\"document\":{\"attributes\":{\"bill_title\":{\"value\":\"Test Bill 0040\"}}}}")
public record ElementRequest(DocumentRequest document) {

  /**
   * @param attributes by field id: {@code {"value":…}}, or a list of such for several values
   * @param properties {@code name} gives a new element its logical name
   */
  @Schema(name = "ElementDocumentRequest")
  record DocumentRequest(Map<String, JsonNode> attributes, Map<String, JsonNode> properties) {}
}

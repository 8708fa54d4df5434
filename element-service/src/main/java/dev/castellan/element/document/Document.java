package dev.castellan.element.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An element as it is shown.
 *
 * @param properties by name
 * @param attributes values by field id; left out when none were asked for
 * @param uri where it is read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ElementDocument")
public record Document(
    Map<String, Object> properties, Map<String, Object> attributes, String uri) {}

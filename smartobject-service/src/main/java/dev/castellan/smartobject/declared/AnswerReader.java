package dev.castellan.smartobject.declared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.smartobject.module.Discretion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what devices answer.
 *
 * @param failure where an answer tells of a failure; null when it never does
 */
record AnswerReader(String failure, Discretion discretion) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** JSON as what it says, anything else as text. */
  static JsonNode tree(byte[] bytes) {
    if (bytes.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("bytes cannot be read", e);
    }
  }

  /** What it says of a failure, fit to be shown; null when it says nothing. */
  String failureIn(JsonNode answer) {
    if (failure == null) {
      return null;
    }
    String text = text(answer);
    for (int i = 0; answer.isArray() && text == null && i < answer.size(); i++) {
      text = text(answer.get(i));
    }
    return discretion.failure(text);
  }

  private String text(JsonNode node) {
    JsonNode found = node.at(failure);
    return found.isMissingNode() || found.isNull()
        ? null
        : found.isValueNode() ? found.asText() : found.toString();
  }
}

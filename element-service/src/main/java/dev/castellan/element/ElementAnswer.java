package dev.castellan.element;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Envelope B of a success.
 *
 * @param messages what the caller should know beside the data
 */
record ElementAnswer<T>(boolean success, T data, List<Message> messages) {

  /**
   * @param type {@code success}, {@code message}, {@code notification}, {@code warning} and the
   *     like
   * @param contentText for people
   * @param code for programs
   */
  @Schema(name = "ElementMessage")
  record Message(String type, String contentText, String code) {}

  static <T> ElementAnswer<T> of(T data) {
    return new ElementAnswer<>(true, data, List.of());
  }
}

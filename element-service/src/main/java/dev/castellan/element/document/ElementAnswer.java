package dev.castellan.element.document;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Envelope B of a success.
 *
 * @param messages what the caller should know beside the data
 */
public record ElementAnswer<T>(boolean success, T data, List<Message> messages) {

  /**
   * @param type {@code warning}, {@code message}, {@code notification} and the like
   * @param contentText for people
   * @param code for programs
   */
  @Schema(name = "ElementMessage")
  public record Message(String type, String contentText, String code) {}

  public static <T> ElementAnswer<T> of(T data) {
    return new ElementAnswer<>(true, data, List.of());
  }

  public static <T> ElementAnswer<T> of(T data, List<Message> messages) {
    return new ElementAnswer<>(true, data, messages);
  }
}

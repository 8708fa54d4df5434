package dev.castellan.element.document;

import dev.castellan.element.structure.Structure;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a path names an element: the id of any revision, or its logical name, and the form in which
 * it is asked for.
 */
public record DocRef(String text, Form form) {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /** The extension of a path. */
  public enum Form {
    JSON,
    XML,
    XSD
  }

  /** Names have no dot, so what follows one is the form. */
  public static DocRef of(String segment) {
    for (Form form : Form.values()) {
      String extension = "." + form.name().toLowerCase(java.util.Locale.ROOT);
      if (segment.endsWith(extension)) {
        return new DocRef(segment.substring(0, segment.length() - extension.length()), form);
      }
    }
    return new DocRef(segment, Form.JSON);
  }

  /**
   * As {@link #of}, for what only JSON has.
   *
   * @throws ServiceException 405 for another form
   */
  public static DocRef ofJson(String segment) {
    DocRef ref = of(segment);
    if (ref.form != Form.JSON) {
      throw new ServiceException(
          ErrorCode.METHOD_NOT_ALLOWED,
          ErrorCode.METHOD_NOT_ALLOWED.title(),
          null,
          Map.of("Allow", "GET"));
    }
    return ref;
  }

  /** Another element in the same form. */
  public DocRef ofId(long id) {
    return new DocRef(Long.toString(id), form);
  }

  /** Whether it is the very name of a structure, or its id. */
  boolean names(Structure structure) {
    return isId() ? id() == structure.id() : text.equals(structure.name());
  }

  boolean isId() {
    return NUMBER.matcher(text).matches();
  }

  /** Only if {@link #isId()}. */
  long id() {
    return Long.parseLong(text);
  }
}

package dev.castellan.objecttype.object;

import dev.castellan.web.failure.ServiceException;

/** How the values of an object are shown. */
enum ObjectFormat {
  /** By name; what a value points to by its name. */
  NAMES,
  /** By UUID of the property, as they are stored. */
  UUID,
  /** By UUID of the property, each with label, type, value and text. */
  FULL;

  /**
   * @param parameter null for the usual one
   * @throws ServiceException 400
   */
  static ObjectFormat of(String parameter) {
    return switch (parameter == null ? "" : parameter) {
      case "" -> NAMES;
      case "uuid" -> UUID;
      case "full" -> FULL;
      default -> throw ServiceException.badParameter("format", "must be uuid or full");
    };
  }
}

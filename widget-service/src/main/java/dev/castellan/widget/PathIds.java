package dev.castellan.widget;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.request.Parameters;

/** The ids that paths of this service have. */
final class PathIds {

  private PathIds() {}

  static long widget(String id) {
    return Parameters.id(id, ErrorCode.WIDGET_NOT_FOUND);
  }

  static long content(String id) {
    return Parameters.id(id, ErrorCode.WIDGET_CONTENT_NOT_FOUND);
  }

  static long source(String id) {
    return Parameters.id(id, ErrorCode.WIDGET_SOURCE_NOT_FOUND);
  }
}

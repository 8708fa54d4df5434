package dev.castellan.element.document;

import dev.castellan.web.failure.ErrorCode;

/** The codes with which a route says that an element is not there, not open, or in the trash. */
public record Refusals(ErrorCode missing, ErrorCode denied, ErrorCode deleted) {

  /** Of elements themselves. */
  public static final Refusals ELEMENT =
      new Refusals(
          ErrorCode.ELEMENT_NOT_FOUND, ErrorCode.ELEMENT_VIEW_DENIED, ErrorCode.ELEMENT_DELETED);

  /** Of what belongs to an element: revisions, history, locks. */
  public static final Refusals PART =
      new Refusals(
          ErrorCode.ELEMENT_PARENT_NOT_FOUND,
          ErrorCode.ELEMENT_EDIT_DENIED,
          ErrorCode.ELEMENT_PARENT_DELETED);
}

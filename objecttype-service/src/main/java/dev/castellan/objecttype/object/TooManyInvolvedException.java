package dev.castellan.objecttype.object;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;

/** More objects than one transaction may hold play a part in its writes; fewer writes may do. */
class TooManyInvolvedException extends ServiceException {

  private static final long serialVersionUID = 1L;

  TooManyInvolvedException(int most) {
    super(
        ErrorCode.CONFLICT,
        "More than " + most + " objects point to it or are related to it; end some of that first");
  }
}

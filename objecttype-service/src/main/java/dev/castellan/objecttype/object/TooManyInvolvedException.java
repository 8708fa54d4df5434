package dev.castellan.objecttype.object;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;

/** More objects than one transaction may hold play a part in its writes; fewer writes may do. */
class TooManyInvolvedException extends ServiceException {

  private static final long serialVersionUID = 1L;

  TooManyInvolvedException(int most) {
    super(
        ErrorCode.CONFLICT,
        "More than "
            + most
            + " relations of what is written and pointers to what is deleted play a part; end some"
            + " of them first, or write fewer objects at once");
  }
}

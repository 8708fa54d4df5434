package dev.castellan.objecttype.object;

import dev.castellan.web.failure.ServiceException;
import java.util.SortedMap;

/** Some of many writes cannot be done, and so none of them is; the first says why. */
public class WriteRefusedException extends ServiceException {

  private static final long serialVersionUID = 1L;

  private final transient SortedMap<Integer, ServiceException> reasons;

  /**
   * @param reasons by place of the write among all, from 0; at least one
   */
  WriteRefusedException(SortedMap<Integer, ServiceException> reasons) {
    this(reasons, reasons.get(reasons.firstKey()));
  }

  private WriteRefusedException(
      SortedMap<Integer, ServiceException> reasons, ServiceException first) {
    super(first.code(), first.getMessage(), first.data(), first.headers());
    this.reasons = reasons;
  }

  /** By place of the write among all, from 0; there may be more once these are left out. */
  SortedMap<Integer, ServiceException> reasons() {
    return reasons;
  }
}

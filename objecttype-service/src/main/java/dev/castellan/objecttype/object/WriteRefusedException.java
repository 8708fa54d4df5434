package dev.castellan.objecttype.object;

import dev.castellan.web.failure.ServiceException;

/** One of many writes cannot be done, and so none of them is. */
public class WriteRefusedException extends ServiceException {

  private static final long serialVersionUID = 1L;

  private final int place;

  /**
   * @param place of the write among all, from 0
   */
  WriteRefusedException(int place, ServiceException reason) {
    super(reason.code(), reason.getMessage(), reason.data(), reason.headers());
    this.place = place;
  }

  public int place() {
    return place;
  }
}

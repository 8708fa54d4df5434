package dev.castellan.element.lineage;

import dev.castellan.contracts.Caller;
import dev.castellan.element.document.ElementReader;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ElementRow;
import dev.castellan.element.document.ElementStore;
import dev.castellan.element.document.Place;
import dev.castellan.element.document.Viewer;
import dev.castellan.element.structure.Right;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Takes and releases locks, which keep others from editing an element. */
@ApplicationScoped
class LockService {

  private final ElementReader reader;
  private final ElementStore store;

  LockService(ElementReader reader, ElementStore store) {
    this.reader = reader;
    this.store = store;
  }

  /** A permanent lock holds until it is released, a temporary one is meant for one edit. */
  enum Kind {
    PERMANENT,
    TEMPORARY;

    /**
     * @throws ServiceException 404 when there is none of that name
     */
    static Kind of(String word) {
      for (Kind each : values()) {
        if (each.name().equalsIgnoreCase(word)) {
          return each;
        }
      }
      throw new ServiceException(ErrorCode.NOT_FOUND, "There are permanent and temporary locks");
    }
  }

  /**
   * Takes a lock; one's own permanent lock stays what it is.
   *
   * @throws ServiceException 400 when somebody else has one, 403 or 404
   */
  @Transactional
  public Read take(Place place, Kind kind, Viewer viewer) {
    Read read = open(place, viewer);
    ElementRow row = read.row();
    Caller caller = viewer.caller();
    if (row.lockedAgainst(caller.userId())) {
      throw new ServiceException(ErrorCode.ELEMENT_LOCK_REFUSED, "Somebody else has locked it");
    }
    if (kind == Kind.TEMPORARY && caller.userId() == 1) {
      // Minus one means fixed.
      throw new ServiceException(
          ErrorCode.ELEMENT_LOCK_REFUSED, "The first user holds permanent locks only");
    }
    if (row.locked() <= 0) {
      long locked = kind == Kind.PERMANENT ? caller.userId() : -caller.userId();
      store.lock(row.id(), locked, caller.login());
    }
    return reader.one(place.ref(), read.viewer()).orElseThrow();
  }

  /**
   * Releases the lock, if there is one.
   *
   * @param kind of the lock; null for any
   * @throws ServiceException 400 when it is another's or of the other kind, 403 or 404
   */
  @Transactional
  public Read release(Place place, Kind kind, Viewer viewer) {
    Read read = open(place, viewer);
    ElementRow row = read.row();
    if (row.isLocked()) {
      checkReleasable(row, kind, read.viewer());
      store.lock(row.id(), 0, null);
    }
    return reader.one(place.ref(), read.viewer()).orElseThrow();
  }

  private Read open(Place place, Viewer viewer) {
    Read read = place.check(reader.lock(place.ref(), viewer), viewer);
    checkOpen(read.row(), read.viewer());
    return read;
  }

  /**
   * @throws ServiceException 403 when locks of the element are none of the viewer's business
   */
  static void checkOpen(ElementRow row, Viewer viewer) {
    boolean unlocks = row.isLocked() && viewer.may(Right.UNLOCK, row);
    if (row.structure() || !viewer.may(Right.EDIT, row) && !unlocks) {
      throw new ServiceException(ErrorCode.ELEMENT_EDIT_DENIED);
    }
  }

  /**
   * @param row one that is locked
   * @throws ServiceException 400 when the lock is of the other kind, or another's to release
   */
  static void checkReleasable(ElementRow row, Kind kind, Viewer viewer) {
    if (kind == Kind.TEMPORARY && row.locked() > 0) {
      throw new ServiceException(ErrorCode.ELEMENT_LOCK_IS_PERMANENT);
    }
    if (kind == Kind.PERMANENT && row.locked() < 0) {
      throw new ServiceException(ErrorCode.ELEMENT_LOCK_IS_TEMPORARY);
    }
    if (row.lockedAgainst(viewer.caller().userId()) && !viewer.may(Right.UNLOCK, row)) {
      throw new ServiceException(ErrorCode.ELEMENT_UNLOCK_REFUSED);
    }
  }
}

package dev.castellan.element.lineage;

import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ElementRow;
import dev.castellan.element.structure.Right;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who keeps others from editing an element.
 *
 * @param readOnly whether the caller cannot edit it now
 * @param lock null for none
 */
record LockData(String uri, boolean readOnly, Lock lock) {

  /**
   * @param temporary whether it is meant for one edit
   */
  @Schema(name = "ElementLock")
  record Lock(Holder lockedBy, boolean isMyLock, boolean temporary, boolean fixed) {}

  /**
   * @param title his login
   */
  @Schema(name = "ElementLockHolder")
  record Holder(long id, String title) {}

  /**
   * @param kind of lock that is asked about; null for any
   */
  static LockData of(Read read, LockService.Kind kind) {
    ElementRow row = read.row();
    long me = read.viewer().caller().userId();
    boolean temporary = row.locked() < 0;
    boolean asked =
        row.isLocked() && (kind == null || (kind == LockService.Kind.TEMPORARY) == temporary);
    long holder = Math.abs(row.locked());
    return new LockData(
        "/api/v2/smart-elements/"
            + row.initid()
            + "/locks/"
            + (kind == null ? "" : kind.name().toLowerCase(java.util.Locale.ROOT)),
        row.structure() || !read.viewer().may(Right.EDIT, row) || row.lockedAgainst(me),
        asked ? new Lock(new Holder(holder, row.locker()), holder == me, temporary, false) : null);
  }
}

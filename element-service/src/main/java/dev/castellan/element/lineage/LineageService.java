package dev.castellan.element.lineage;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.element.ElementSnapshot;
import dev.castellan.element.document.ElementEvents;
import dev.castellan.element.document.ElementReader;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ElementRow;
import dev.castellan.element.document.ElementStore;
import dev.castellan.element.document.ElementStore.Entry;
import dev.castellan.element.document.Outcomes;
import dev.castellan.element.document.Place;
import dev.castellan.element.document.Versions;
import dev.castellan.element.document.Viewer;
import dev.castellan.element.structure.Right;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** New revisions, and the way back from the trash. */
@ApplicationScoped
class LineageService {

  private final ElementReader reader;
  private final ElementStore store;
  private final Versions versions;
  private final ElementEvents events;

  LineageService(
      ElementReader reader, ElementStore store, Versions versions, ElementEvents events) {
    this.reader = reader;
    this.store = store;
    this.versions = versions;
    this.events = events;
  }

  /**
   * Fixes the latest revision and begins the next one with the same values.
   *
   * @param comment why; null for none
   * @return the new revision
   * @throws ServiceException 403 or 404
   */
  @Transactional
  public Read revise(Place place, String comment, Viewer viewer) {
    long id = store.nextElementId();
    Read read = place.check(reader.lock(place.ref(), viewer), viewer);
    ElementRow row = read.row();
    if (row.structure()) {
      throw new ServiceException(ErrorCode.STRUCTURE_NOT_EDITABLE_HERE);
    }
    if (!read.viewer().may(Right.EDIT, row) || row.lockedAgainst(viewer.caller().userId())) {
      throw new ServiceException(ErrorCode.ELEMENT_EDIT_DENIED);
    }
    Caller caller = viewer.caller();
    ElementSnapshot before = ElementEvents.of(row, read.viewer());
    store.revise(row, id, caller);
    store.remember(
        row.initid(),
        row.id(),
        row.version() + 1,
        caller,
        List.of(Entry.of("info", "REVISION", comment == null ? "New revision" : comment)));
    Read after = reader.one(place.ref(), read.viewer()).orElseThrow();
    events.changed(before, ElementEvents.of(after.row(), after.viewer()), caller);
    return after;
  }

  /**
   * Takes a lineage out of the trash.
   *
   * @throws ServiceException 403, 404 or 412
   */
  @Transactional
  public Read restore(Place place, Viewer viewer) {
    Read read = place.check(reader.lock(place.ref(), viewer), viewer);
    ElementRow row = read.row();
    if (!read.viewer().may(Right.DELETE, row)) {
      throw new ServiceException(ErrorCode.ELEMENT_DELETE_DENIED);
    }
    versions.check(read, null);
    store.restore(row.initid());
    store.remember(
        row.initid(),
        row.id(),
        row.version() + 1,
        viewer.caller(),
        List.of(Entry.of("notice", "REVIVE", "Restored from the trash")));
    Read after =
        reader
            .one(place.ref().ofId(row.initid()), read.viewer())
            .filter(each -> !each.row().deleted())
            .orElseThrow(
                () ->
                    new ServiceException(
                        ErrorCode.ELEMENT_RESTORE_FAILED,
                        ErrorCode.ELEMENT_RESTORE_FAILED.title(),
                        null,
                        Outcomes.BUSINESS));
    events.restored(ElementEvents.of(after.row(), after.viewer()), viewer.caller());
    return after;
  }
}

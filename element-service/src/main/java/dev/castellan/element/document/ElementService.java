package dev.castellan.element.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.element.ElementSnapshot;
import dev.castellan.element.document.Drafts.Draft;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ElementStore.Entry;
import dev.castellan.element.document.ElementStore.Stored;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.StructureView;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What can be done to elements. */
@ApplicationScoped
class ElementService {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,199}");

  private final ElementReader reader;
  private final ElementStore store;
  private final Drafts drafts;
  private final Versions versions;
  private final ElementEvents events;

  ElementService(
      ElementReader reader,
      ElementStore store,
      Drafts drafts,
      Versions versions,
      ElementEvents events) {
    this.reader = reader;
    this.store = store;
    this.drafts = drafts;
    this.versions = versions;
    this.events = events;
  }

  /**
   * What became of an edit.
   *
   * @param read the element after it
   */
  record Edited(Read read, List<ElementAnswer.Message> messages) {}

  /**
   * Makes an element.
   *
   * @throws ServiceException 403 without the right to, and as {@link #update}
   */
  @Transactional
  public Edited create(StructureView view, Submission submission, Viewer viewer) {
    if (!view.may(Right.CREATE)) {
      throw new ServiceException(ErrorCode.ELEMENT_CREATE_DENIED);
    }
    checkName(submission.name());
    long id = store.nextElementId();
    Draft draft = drafts.create(id, view, submission, viewer);
    Caller caller = viewer.caller();
    store.insert(
        id,
        view.structure().id(),
        submission.name(),
        draft.title(),
        null,
        draft.fields(),
        draft.relations(),
        caller);
    store.remember(id, id, 1, caller, List.of(Entry.of("info", "CREATE", "Created")));
    Read created = again(id, viewer);
    checkStamp(created.viewer().structures().stamp(), viewer);
    events.created(ElementEvents.of(created.row(), created.viewer()), caller);
    return new Edited(created, draft.warnings());
  }

  /**
   * Edits the latest revision in place.
   *
   * @throws ServiceException 400, 403, 404, 412, or the 500 of a refused value
   */
  @Transactional
  public Edited update(Place place, Submission submission, Viewer viewer) {
    Read read = place.check(reader.lock(place.ref(), viewer), viewer);
    ElementRow row = read.row();
    checkEditable(row, read.viewer());
    versions.check(read, submission);
    Viewer now = read.viewer();
    Draft draft = drafts.edit(row.initid(), row.fields(), now.view(row), submission, now);
    ElementSnapshot before = ElementEvents.of(row, now);
    Stored stored =
        store.update(
            row,
            draft.title(),
            row.icon(),
            draft.fields(),
            draft.relations(),
            now.caller(),
            entries(row.fields(), draft, now.view(row).structure()));
    checkStamp(stored.stamp(), now);
    ElementRow after = row.edited(draft.title(), draft.fields(), stored.at());
    events.changed(before, ElementEvents.of(after, now), now.caller());
    long shown = Target.sum(now.view(row), draft.fields(), draft.targets());
    return new Edited(new Read(after, now, draft.targets(), shown), draft.warnings());
  }

  /** What was made by a structure that is another by now must not be stored. */
  private static void checkStamp(long stamp, Viewer viewer) {
    if (stamp != viewer.structures().stamp()) {
      throw new ServiceException(
          ErrorCode.UNAVAILABLE,
          "A structure has just changed; try again",
          null,
          Map.of("Retry-After", "1"));
    }
  }

  /**
   * Looks whether an edit would be let through, before what it brings is received.
   *
   * @throws ServiceException as {@link #update}
   */
  void checkEditable(Place place, Viewer viewer) {
    Read read = place.check(reader.head(place.ref(), viewer), viewer);
    checkEditable(read.row(), read.viewer());
  }

  private static List<Entry> entries(ObjectNode before, Draft draft, Structure structure) {
    return List.of(
        new Entry("info", "MODIFY", "Modified", Changes.of(structure, before, draft.fields())),
        Entry.of("notice", "UPDATE", "Stored"));
  }

  /**
   * Puts the whole lineage into the trash.
   *
   * @throws ServiceException 400, 403, 404 or 412
   */
  @Transactional
  public Read delete(Place place, Viewer viewer) {
    Read read = place.check(reader.lock(place.ref(), viewer), viewer);
    ElementRow row = read.row();
    checkDeletable(row, read.viewer());
    versions.check(read, null);
    store.delete(row.initid());
    store.remember(
        row.initid(),
        row.id(),
        row.version() + 1,
        viewer.caller(),
        List.of(
            Entry.of("notice", "DELETE", "Deleted"),
            Entry.of("message", "DELETE", "Put into the trash")));
    Read after = again(row.initid(), read.viewer());
    events.deleted(ElementEvents.of(after.row(), after.viewer()), viewer.caller());
    return after;
  }

  private Read again(long initid, Viewer viewer) {
    return reader.one(new DocRef(Long.toString(initid), DocRef.Form.JSON), viewer).orElseThrow();
  }

  /**
   * @throws ServiceException 403 when the viewer may not edit it as it is
   */
  static void checkEditable(ElementRow row, Viewer viewer) {
    if (row.structure()) {
      throw new ServiceException(ErrorCode.STRUCTURE_NOT_EDITABLE_HERE);
    }
    if (!viewer.may(Right.EDIT, row)) {
      throw new ServiceException(ErrorCode.ELEMENT_EDIT_DENIED, "The element may not be edited");
    }
    if (row.lockedAgainst(viewer.caller().userId())) {
      throw new ServiceException(ErrorCode.ELEMENT_EDIT_DENIED, "Somebody else has locked it");
    }
  }

  /**
   * @throws ServiceException 400 or 403 when the viewer may not delete it as it is
   */
  static void checkDeletable(ElementRow row, Viewer viewer) {
    if (row.structure()) {
      throw new ServiceException(ErrorCode.STRUCTURE_NOT_EDITABLE_HERE);
    }
    if (!viewer.may(Right.DELETE, row)) {
      throw new ServiceException(ErrorCode.ELEMENT_DELETE_DENIED);
    }
    if (row.lockedAgainst(viewer.caller().userId())) {
      throw new ServiceException(ErrorCode.ELEMENT_DELETE_FAILED, "Somebody else has locked it");
    }
  }

  private void checkName(String name) {
    if (name != null && !NAME.matcher(name).matches()) {
      throw ServiceException.invalid(
          "document.properties.name", "must be a letter, then letters, digits, - and _");
    }
    if (name != null && store.nameTaken(name)) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
  }
}

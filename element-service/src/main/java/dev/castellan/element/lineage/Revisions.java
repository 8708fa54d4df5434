package dev.castellan.element.lineage;

import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.Documents;
import dev.castellan.element.document.ElementAnswer;
import dev.castellan.element.document.ElementList;
import dev.castellan.element.document.ElementLists;
import dev.castellan.element.document.ElementReader;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ElementRow;
import dev.castellan.element.document.ListRequest;
import dev.castellan.element.document.Place;
import dev.castellan.element.document.Selection;
import dev.castellan.element.document.Target;
import dev.castellan.element.document.Versions;
import dev.castellan.element.document.Viewer;
import dev.castellan.element.document.Viewers;
import dev.castellan.web.etag.EntityTags;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows revisions, on whatever path one comes to the element. */
@ApplicationScoped
class Revisions {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final ElementReader reader;
  private final ElementLists lists;
  private final Viewers viewers;
  private final EntityTags tags;

  Revisions(ElementReader reader, ElementLists lists, Viewers viewers, EntityTags tags) {
    this.reader = reader;
    this.lists = lists;
    this.viewers = viewers;
    this.tags = tags;
  }

  RestResponse<ElementAnswer<ElementList>> list(Place place, String uri, ListRequest asked) {
    Viewer viewer = viewers.current();
    Read read = place.forParts().check(reader.one(place.ref(), viewer), viewer);
    return lists.revisions(read.row(), uri, asked, read.viewer());
  }

  RestResponse<ElementAnswer<RevisionData>> one(Place place, String number, String fields) {
    Viewer viewer = viewers.current();
    Read latest = place.check(reader.one(place.ref(), viewer), viewer);
    ElementRow row = revision(latest, number);
    Viewer now = latest.viewer();
    Map<Long, Target> targets = row.structure() ? Map.of() : reader.targets(List.of(row), now);
    long shown = targets.values().stream().mapToLong(Target::shown).sum();
    Selection selection = Selection.parse(fields, Selection.WHOLE);
    return tags.answer(
        row.version(),
        Versions.identity(new Read(row, now, targets, shown)),
        () -> ElementAnswer.of(new RevisionData(Documents.alone(row, selection, now, targets))));
  }

  /**
   * @throws ServiceException 404 when the element has no such revision
   */
  ElementRow revision(Read latest, String number) {
    String digits = DocRef.of(number).text();
    if (!NUMBER.matcher(digits).matches()) {
      throw new ServiceException(ErrorCode.ELEMENT_NOT_FOUND);
    }
    return reader
        .revision(latest.row().initid(), Integer.parseInt(digits))
        .orElseThrow(() -> new ServiceException(ErrorCode.ELEMENT_NOT_FOUND));
  }
}

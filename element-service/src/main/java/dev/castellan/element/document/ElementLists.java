package dev.castellan.element.document;

import dev.castellan.element.structure.StructureView;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListSlice;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import dev.castellan.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Reads lists of elements, each row under the rights of who asks. */
@ApplicationScoped
public class ElementLists {

  private static final String ALIVE = "e.latest and not e.deleted and ";

  private final DataSource database;
  private final Lists lists;
  private final ElementReader reader;
  private final ElementConfig config;

  ElementLists(DataSource database, Lists lists, ElementReader reader, ElementConfig config) {
    this.database = database;
    this.lists = lists;
    this.reader = reader;
    this.config = config;
  }

  /**
   * A list of elements.
   *
   * @param uri of the collection
   * @param usualOrder when none is asked for
   * @param view of the structure whose elements are listed; null when they are of several
   * @param scope which rows belong to it, whoever asks
   * @param revisions whether it lists the revisions of one element
   */
  record Kind(String uri, String usualOrder, StructureView view, String scope, boolean revisions) {}

  /** Everything that is not in the trash, structures too. */
  RestResponse<ElementAnswer<ElementList>> all(ListRequest asked, Viewer viewer) {
    String scope = ALIVE + viewable(viewer, true);
    return answer(new Kind(Uris.ELEMENTS, "title:asc", null, scope, false), asked, viewer);
  }

  /** Structures that the viewer may view. */
  public RestResponse<ElementAnswer<ElementList>> structures(ListRequest asked, Viewer viewer) {
    String scope =
        ALIVE
            + "e.kind = 'structure' and "
            + ids("e.id", viewer.structures().viewable(viewer.caller()));
    return answer(new Kind(Uris.STRUCTURES, "title:asc", null, scope, false), asked, viewer);
  }

  /** Elements of a structure and of those that extend it. */
  RestResponse<ElementAnswer<ElementList>> ofStructure(
      String name, ListRequest asked, Viewer viewer) {
    StructureView view = viewer.view(Place.structure(viewer, name).id());
    List<Long> viewable = viewer.structures().viewable(viewer.caller());
    List<Long> family =
        viewer.structures().family(view.structure()).stream()
            .map(each -> each.id())
            .filter(viewable::contains)
            .toList();
    String uri = Uris.STRUCTURES + view.structure().name() + "/smart-elements/";
    Kind kind = new Kind(uri, "title:asc", view, ALIVE + ids("e.structure_id", family), false);
    return answer(kind, asked, viewer);
  }

  public RestResponse<ElementAnswer<ElementList>> trash(ListRequest asked, Viewer viewer) {
    String scope = "e.latest and e.deleted and " + viewable(viewer, false);
    return answer(new Kind(Uris.TRASH, "title:asc", null, scope, false), asked, viewer);
  }

  /** All revisions of an element that the viewer may view, the newest first. */
  public RestResponse<ElementAnswer<ElementList>> revisions(
      ElementRow row, String uri, ListRequest asked, Viewer viewer) {
    Kind kind =
        new Kind(uri, "revision:desc", viewer.view(row), "e.initid = " + row.initid(), true);
    return answer(kind, asked, viewer);
  }

  private RestResponse<ElementAnswer<ElementList>> answer(
      Kind kind, ListRequest asked, Viewer viewer) {
    ElementSlice slice = ElementSlice.parse(asked.slice, asked.offset);
    ElementOrder order = ElementOrder.parse(asked.order(), kind.usualOrder(), kind.view());
    Selection selection = Selection.parse(asked.fields, Selection.USUAL_PROPERTIES);
    // A cursor stands behind what was passed over.
    int offset = asked.cursor == null ? slice.offset() : 0;
    ListSlice<ElementRow> found = read(kind, slice, offset, order, asked);
    Selection shown = kind.view() == null ? selection.withoutAllAttributes() : selection;
    Iterable<Document> documents = documents(found.items(), shown, viewer);
    ElementList list =
        new ElementList(
            new ElementList.Parameters(
                slice.describe(), offset, found.items().size(), order.describe()),
            kind.uri(),
            kind.revisions() ? null : documents,
            kind.revisions() ? documents : null);
    ResponseBuilder<ElementAnswer<ElementList>> response =
        ResponseBuilder.ok(ElementAnswer.of(list));
    if (found.cursor() != null) {
      response.header("Link", found.link(asked.uri));
    }
    if (found.total() != null) {
      response.header("X-Total-Count", found.total());
    }
    return response.build();
  }

  private Iterable<Document> documents(List<ElementRow> heads, Selection shown, Viewer viewer) {
    return shown.anyAttributes()
        ? new DocumentStream(heads.stream().map(ElementRow::id).toList(), shown, viewer, reader)
        : heads.stream().map(row -> Documents.listed(row, shown, viewer, Map.of())).toList();
  }

  private ListSlice<ElementRow> read(
      Kind kind, ElementSlice slice, int offset, ElementOrder order, ListRequest asked) {
    int cap = config.listCap();
    // One more than allowed tells "just full" from "too many".
    int most = Math.min(slice.size().orElse(Integer.MAX_VALUE), cap + 1);
    ListSlice<ElementRow> found =
        lists.slice(
            database,
            ElementListing.of(kind.view()),
            Sql.of(kind.scope()),
            new ListSlice.Query(
                kind.uri(),
                order.sort(),
                asked.filter,
                asked.cursor,
                offset,
                most,
                asked.count != null && Parameters.truth("count", asked.count)),
            reader::row);
    if (found.items().size() > cap) {
      throw new ServiceException(
          ErrorCode.ELEMENT_SLICE_INVALID, "A slice holds " + cap + " elements at most");
    }
    return found;
  }

  /** Rows of structures that the viewer may view, and those structures themselves if wanted. */
  private static String viewable(Viewer viewer, boolean structuresToo) {
    Collection<Long> viewable = viewer.structures().viewable(viewer.caller());
    String elements = ids("e.structure_id", viewable);
    return structuresToo ? "(" + elements + " or " + ids("e.id", viewable) + ")" : elements;
  }

  private static String ids(String column, Collection<Long> ids) {
    return ids.isEmpty()
        ? "false"
        : ids.stream()
            .map(each -> Long.toString(each))
            .collect(Collectors.joining(", ", column + " in (", ")"));
  }
}

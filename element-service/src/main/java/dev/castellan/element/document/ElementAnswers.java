package dev.castellan.element.document;

import dev.castellan.contracts.Caller;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ElementService.Edited;
import dev.castellan.element.structure.FamilyStructure;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.StructureView;
import dev.castellan.element.xml.XmlDocument;
import dev.castellan.web.etag.EntityTags;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers for single elements, the same on every path that leads to them. */
@ApplicationScoped
public class ElementAnswers {

  private static final String JSON = MediaType.APPLICATION_JSON;
  private static final String XML = MediaType.TEXT_XML + ";charset=UTF-8";
  private static final String STRUCTURE_FIELDS = "document.properties";

  private final ElementReader reader;
  private final ElementService service;
  private final Viewers viewers;
  private final EntityTags tags;
  private final CurrentVertxRequest request;

  ElementAnswers(
      ElementReader reader,
      ElementService service,
      Viewers viewers,
      EntityTags tags,
      CurrentVertxRequest request) {
    this.reader = reader;
    this.service = service;
    this.viewers = viewers;
    this.tags = tags;
    this.request = request;
  }

  /** The latest revision, or 304; a client that has one may have it still, so values wait. */
  public RestResponse<Object> get(Place place, String fields) {
    Viewer viewer = viewer(place);
    if (request.getCurrent().request().getHeader(HttpHeaders.IF_NONE_MATCH) == null) {
      return show(place, fields, reader.one(place.ref(), viewer), viewer);
    }
    Read head = place.check(reader.head(place.ref(), viewer), viewer);
    selection(head, fields);
    RestResponse<Object> answer = tagged(head, place.ref().form(), () -> null);
    return answer.getStatus() == RestResponse.StatusCode.NOT_MODIFIED
        ? answer
        : show(place, fields, reader.one(place.ref(), viewer), viewer);
  }

  /** A structure by itself, which is an element that only its name in any case leads to. */
  public RestResponse<Object> structure(DocRef ref, String fields) {
    Structure structure = Place.structure(viewers.current(), ref.text());
    DocRef byId = new DocRef(Long.toString(structure.id()), ref.form());
    return get(Place.element(byId), fields == null ? STRUCTURE_FIELDS : fields);
  }

  /** 201 for a new structure. */
  public RestResponse<ElementAnswer<DocumentData>> structureMade(String name) {
    return ResponseBuilder.create(RestResponse.Status.CREATED, definition(name))
        .header(HttpHeaders.LOCATION, Uris.STRUCTURES + name)
        .build();
  }

  public RestResponse<ElementAnswer<DocumentData>> structureChanged(String name) {
    return RestResponse.ok(definition(name));
  }

  private ElementAnswer<DocumentData> definition(String name) {
    Viewer viewer = viewers.current();
    DocRef ref = new DocRef(Long.toString(Place.structure(viewer, name).id()), DocRef.Form.JSON);
    return ElementAnswer.of(
        data(
            reader.one(ref, viewer).orElseThrow(),
            Selection.parse(
                STRUCTURE_FIELDS + ",family.structure,family.definition", Selection.WHOLE)));
  }

  /**
   * Who reads an element compares the structures with it; a name in the path is looked up before.
   */
  private Viewer viewer(Place place) {
    return place.family() == null ? viewers.hasty() : viewers.current();
  }

  private RestResponse<Object> show(
      Place place, String fields, Optional<Read> found, Viewer viewer) {
    Read read = place.check(found, viewer);
    Selection selection = selection(read, fields);
    return place.ref().form() == DocRef.Form.JSON
        ? tagged(read, place.ref().form(), () -> ElementAnswer.of(data(read, selection)))
        : tagged(read, place.ref().form(), () -> xml(read, place.ref().form()));
  }

  private RestResponse<Object> tagged(Read read, DocRef.Form form, Supplier<Object> body) {
    RestResponse<Object> answer =
        tags.answer(read.row().version(), Versions.identity(read) + form, body);
    // Whatever the client accepts: the path says the form.
    answer.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, form == DocRef.Form.JSON ? JSON : XML);
    return answer;
  }

  private static Selection selection(Read read, String fields) {
    Selection selection = Selection.parse(fields, Selection.WHOLE);
    if (selection.definition() && !read.viewer().caller().admin()) {
      throw new ServiceException(
          ErrorCode.ELEMENT_SELECTOR_UNKNOWN, "fields selects nothing that is known");
    }
    return selection;
  }

  private static Object xml(Read read, DocRef.Form form) {
    ElementRow row = read.row();
    Viewer viewer = read.viewer();
    StructureView view = viewer.view(row);
    if (form == DocRef.Form.XSD) {
      if (!row.structure()) {
        throw new ServiceException(ErrorCode.ELEMENT_NOT_FOUND);
      }
      return XmlDocument.schema(view);
    }
    return row.structure()
        ? XmlDocument.structure(view, viewer.language())
        : XmlDocument.element(view, XmlHead.of(row), row.fields(), relations(read));
  }

  /** Logical names of what relations lead to, by initid; only of what the viewer may view. */
  private static Map<Long, String> relations(Read read) {
    return XmlHead.names(read.targets(), read.viewer());
  }

  static DocumentData data(Read read, Selection selection) {
    Document document = Documents.alone(read.row(), selection, read.viewer(), read.targets());
    return new DocumentData(document, family(read, selection), null);
  }

  private static Map<String, Object> family(Read read, Selection selection) {
    if (!selection.structure() && !selection.definition()) {
      return null;
    }
    StructureView view = read.viewer().view(read.row());
    Map<String, Object> family = new LinkedHashMap<>();
    if (selection.structure()) {
      family.put("structure", FamilyStructure.of(view, read.viewer().language()));
    }
    if (selection.definition()) {
      family.put("definition", view.structure().definition());
    }
    return family;
  }

  RestResponse<ElementAnswer<DocumentData>> create(String family, Submission body) {
    long begun = System.nanoTime();
    Viewer viewer = viewers.current();
    StructureView view = viewer.view(familyOf(family, viewer).id());
    Edited made = service.create(view, body, viewer);
    return ResponseBuilder.create(RestResponse.Status.CREATED, answer(made, begun))
        .header(HttpHeaders.LOCATION, "/api/v2/smart-elements/" + made.read().row().initid())
        .header(HttpHeaders.ETAG, tag(made.read()))
        .build();
  }

  /**
   * Who asks, if he may make elements of the structure; nobody else's files are taken.
   *
   * @throws ServiceException 403 or 404
   */
  Caller creator(String family) {
    Viewer viewer = viewers.current();
    if (!viewer.view(familyOf(family, viewer).id()).may(Right.CREATE)) {
      throw new ServiceException(ErrorCode.ELEMENT_CREATE_DENIED);
    }
    return viewer.caller();
  }

  /**
   * Who asks, if he may edit the element.
   *
   * @throws ServiceException 403 or 404
   */
  Caller editor(Place place) {
    Viewer viewer = viewer(place);
    service.checkEditable(place, viewer);
    return viewer.caller();
  }

  private static Structure familyOf(String family, Viewer viewer) {
    return viewer
        .structures()
        .find(family)
        .orElseThrow(
            () -> new ServiceException(ErrorCode.ELEMENT_PARENT_NOT_FOUND, "Structure not found"));
  }

  RestResponse<ElementAnswer<DocumentData>> update(Place place, Supplier<Submission> body) {
    long begun = System.nanoTime();
    Viewer viewer = viewer(place);
    refuseStructure(place, viewer);
    Edited edited = service.update(place, body.get(), viewer);
    return ResponseBuilder.ok(answer(edited, begun))
        .header(HttpHeaders.ETAG, tag(edited.read()))
        .build();
  }

  /** A structure is not edited here, whatever the body says; so it is not even read. */
  private static void refuseStructure(Place place, Viewer viewer) {
    if (place.family() == null
        && viewer
            .structures()
            .find(place.ref().text())
            .filter(each -> place.ref().names(each))
            .filter(each -> viewer.view(each.id()).may(Right.VIEW))
            .isPresent()) {
      throw new ServiceException(ErrorCode.STRUCTURE_NOT_EDITABLE_HERE);
    }
  }

  ElementAnswer<DocumentData> delete(Place place) {
    long begun = System.nanoTime();
    Read read = service.delete(place, viewer(place));
    return ElementAnswer.of(DocumentData.timed(document(read), begun));
  }

  private static ElementAnswer<DocumentData> answer(Edited edited, long begun) {
    return ElementAnswer.of(DocumentData.timed(document(edited.read()), begun), edited.messages());
  }

  /** The whole element, as an answer to what was done with it. */
  public static Document document(Read read) {
    return Documents.alone(read.row(), Selection.WHOLE, read.viewer(), read.targets());
  }

  static String tag(Read read) {
    return EntityTags.header(read.row().version(), Versions.identity(read) + DocRef.Form.JSON);
  }
}

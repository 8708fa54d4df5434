package dev.castellan.element.definition;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.element.ElementSnapshot;
import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.ElementEvents;
import dev.castellan.element.document.ElementReader;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ElementStore;
import dev.castellan.element.document.ElementStore.Entry;
import dev.castellan.element.document.Versions;
import dev.castellan.element.document.Viewer;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structure.Definition;
import dev.castellan.element.structure.StructureCatalogue;
import dev.castellan.element.structure.Structures;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes and changes structures, one at a time in the whole service. */
@ApplicationScoped
class StructureService {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
  private static final Pattern ICON = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,80}\\.png");
  private static final int LONGEST_TITLE = 255;

  private static final String INSERT =
      "insert into structure (id, extends_id, definition) values (?, ?, ?::jsonb)";
  private static final String UPDATE = "update structure set definition = ?::jsonb where id = ?";

  private final StructureCatalogue catalogue;
  private final ElementReader reader;
  private final ElementStore store;
  private final Versions versions;
  private final ElementEvents events;
  private final FieldIndexes indexes;
  private final Retitling retitling;
  private final Jdbc jdbc;

  StructureService(
      StructureCatalogue catalogue,
      ElementReader reader,
      ElementStore store,
      Versions versions,
      ElementEvents events,
      FieldIndexes indexes,
      Retitling retitling,
      Jdbc jdbc) {
    this.catalogue = catalogue;
    this.reader = reader;
    this.store = store;
    this.versions = versions;
    this.events = events;
    this.indexes = indexes;
    this.retitling = retitling;
    this.jdbc = jdbc;
  }

  /**
   * @throws ServiceException 409 when the name is taken, 422 with all that is wrong
   */
  @Transactional
  public void create(StructureRequest request, Viewer viewer) {
    Structures structures = lock();
    if (request.name() == null || !NAME.matcher(request.name()).matches()) {
      throw ServiceException.invalid("name", "must be a letter, then letters, digits, - and _");
    }
    if (structures.find(request.name()).isPresent() || store.nameTaken(request.name())) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
    Structure parent = request.parent() == null ? null : parent(request.parent(), structures);
    long id = store.nextId();
    Definition definition = definition(request, List.of());
    String title = title(request, request.name());
    Structure wanted = new Structure(id, request.name(), title, icon(request), parent, definition);
    StructureRules.check(wanted, null, structures);
    Caller caller = viewer.caller();
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    store.insert(id, null, wanted.name(), title, wanted.icon(), none, none, caller);
    jdbc.run(
        INSERT,
        insert -> {
          insert.setLong(1, id);
          insert.setObject(2, parent == null ? null : parent.id());
          insert.setString(3, jdbc.json(definition));
          return insert.executeUpdate();
        });
    moveStamp();
    store.remember(id, id, 1, caller, List.of(Entry.of("info", "CREATE", "Created")));
    events.created(new ElementSnapshot(id, id, 0, wanted.name(), title, null, "alive", 1), caller);
  }

  /**
   * Gives a structure another definition; its elements keep the values of the fields that stay.
   *
   * @throws ServiceException 404, 412, or 422 with all that is wrong
   */
  @Transactional
  public void update(String name, StructureRequest request, Viewer viewer) {
    Structures structures = lock();
    Structure before =
        structures
            .find(name)
            .orElseThrow(() -> new ServiceException(ErrorCode.STRUCTURE_NOT_FOUND));
    Read read =
        reader.lock(new DocRef(Long.toString(before.id()), DocRef.Form.JSON), viewer).orElseThrow();
    versions.check(read, null);
    checkParent(request, before, structures);
    Definition definition = definition(request, before.definition().fields());
    String title = title(request, before.title());
    Structure wanted =
        new Structure(
            before.id(), before.name(), title, icon(request), before.parent(), definition);
    StructureRules.check(wanted, before, structures);
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    store.update(
        read.row(),
        title,
        wanted.icon(),
        none,
        none,
        viewer.caller(),
        List.of(Entry.of("info", "MODIFY", "Modified"), Entry.of("notice", "UPDATE", "Stored")));
    redefine(before.id(), definition);
    retitling.follow(before, wanted, structures);
    long version = read.row().version() + 1;
    events.changed(
        ElementEvents.of(read.row(), read.viewer()),
        new ElementSnapshot(
            before.id(), before.id(), 0, before.name(), title, null, "alive", version),
        viewer.caller());
  }

  private void redefine(long id, Definition definition) {
    jdbc.run(
        UPDATE,
        update -> {
          update.setString(1, jdbc.json(definition));
          update.setLong(2, id);
          return update.executeUpdate();
        });
    moveStamp();
  }

  /** All structures as they are, with no other editor until the transaction ends. */
  private Structures lock() {
    indexes.settleAfterCommit();
    return catalogue.at(
        jdbc.run(
            "select stamp from structure_stamp for update",
            select -> Jdbc.rows(select, row -> row.getLong(1)).iterator().next()));
  }

  /**
   * Says that structures have changed; not before they have, for whoever looks in this transaction
   * remembers what he sees under the new stamp. That is a number never used again, so nobody takes
   * what is rolled back for what is true.
   */
  private void moveStamp() {
    jdbc.run("update structure_stamp set stamp = nextval('ids')", update -> update.executeUpdate());
  }

  private static Structure parent(String name, Structures structures) {
    return structures
        .find(name)
        .orElseThrow(() -> ServiceException.invalid("extends", "is not a known structure"));
  }

  private static void checkParent(
      StructureRequest request, Structure before, Structures structures) {
    Structure asked = request.parent() == null ? null : parent(request.parent(), structures);
    long old = before.parent() == null ? 0 : before.parent().id();
    if ((asked == null ? 0 : asked.id()) != old) {
      throw ServiceException.invalid("extends", "cannot change");
    }
  }

  private static String title(StructureRequest request, String otherwise) {
    String title = request.title() == null ? otherwise : request.title().strip();
    if (title.isEmpty()
        || title.length() > LONGEST_TITLE
        || title.chars().anyMatch(Character::isISOControl)) {
      throw ServiceException.invalid("title", "must be 1 to 255 characters on one line");
    }
    return title;
  }

  private static String icon(StructureRequest request) {
    if (request.icon() != null && !ICON.matcher(request.icon()).matches()) {
      throw ServiceException.invalid("icon", "must be a plain file name that ends in .png");
    }
    return request.icon();
  }

  /** Fields that are there already keep their keys; new ones get new keys. */
  private Definition definition(StructureRequest request, List<Field> known) {
    List<Field> fields = new ArrayList<>();
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < request.fields().size(); i++) {
      FieldRequest field = request.fields().get(i);
      Optional<Field> same =
          known.stream()
              .filter(
                  each ->
                      field.key() == null
                          ? each.id().equals(field.id())
                          : each.key().equals(field.key()))
              .findFirst();
      String place = "fields[" + i + "].key";
      if (field.key() != null && same.isEmpty()) {
        errors.add(new FieldError(place, "is not that of a field of this structure"));
      }
      String key = same.map(Field::key).orElseGet(() -> Long.toString(store.nextId()));
      if (fields.stream().anyMatch(each -> each.key().equals(key))) {
        errors.add(new FieldError(place, "is there already"));
      }
      fields.add(field.withKey(key));
    }
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
    return new Definition(List.copyOf(fields), rights(request));
  }

  private static Map<String, Set<Right>> rights(StructureRequest request) {
    if (request.rights() == null) {
      return null;
    }
    Map<String, Set<Right>> rights = FieldRequest.withoutNulls(request.rights());
    rights.values().forEach(each -> each.remove(null));
    return rights;
  }
}

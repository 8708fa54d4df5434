package dev.castellan.objecttype.schema;

import dev.castellan.contracts.Caller;
import dev.castellan.web.etag.Precondition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Takes a type from one version to the next, in the transaction of the edit. */
@ApplicationScoped
class TypeEditor {

  private final SchemaChange change;
  private final SchemaEvents events;
  private final Precondition precondition;

  TypeEditor(SchemaChange change, SchemaEvents events, Precondition precondition) {
    this.change = change;
    this.events = events;
    this.precondition = precondition;
  }

  /**
   * Edits a type while nobody writes objects of it.
   *
   * @param view what GET would answer, for a client whose {@code If-Match} is refused
   * @param edit answers the ids of further types that it has edited, or null when nothing changed
   */
  void edit(
      UUID id,
      Caller caller,
      Function<ObjectType, Object> view,
      BiFunction<Schema, ObjectType, Set<UUID>> edit) {
    Schema before = change.begin();
    ObjectType type = before.type(id);
    precondition.check(type.version(), () -> view.apply(type));
    change.alone(id);
    Set<UUID> others = edit.apply(before, type);
    if (others == null) {
      return;
    }
    Set<UUID> edited = new HashSet<>(others);
    edited.add(id);
    change.alone(others);
    change.editedTypes(edited);
    Schema after = change.end();
    List.copyOf(edited)
        .forEach(each -> events.changed(before.type(each), after.type(each), caller));
  }

  /** A line in the log of every object that the type has at this moment. */
  void log(ObjectType type, String details, Caller caller) {
    change.execute(
        "insert into type_log (type_id, at, username, details) values (?, clock_timestamp(), ?, ?)",
        type.id(),
        caller.login(),
        details);
  }

  /** Takes a property out of its type; its values are swept away later. */
  void remove(ObjectType type, Property property, Caller caller) {
    change.execute("delete from property where id = ?", property.id());
    change.execute(
        "insert into bygone (type_id, property_id) values (?, ?)", type.id(), property.id());
    if (type.log()) {
      log(type, "Property deleted: " + property.name(), caller);
    }
  }
}

package dev.castellan.objecttype.schema;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Which values of unique properties are taken. */
@ApplicationScoped
public class UniqueValues {

  private static final String COLLECT =
      """
      insert into unique_value (property_id, digest, object_id)
      select ?, sha256(convert_to(data ->> ?, 'UTF8')), id from object
      where type_id = ? and jsonb_exists(data, ?)
      on conflict do nothing
      """;
  private static final String COUNT =
      "select count(*) from object where type_id = ? and jsonb_exists(data, ?)";
  private static final String TAKE =
      """
      insert into unique_value (property_id, digest, object_id)
      select f.property_id, sha256(convert_to(f.value, 'UTF8')) as digest, f.object_id
      from unnest(?, ?, ?) with ordinality as f (property_id, value, object_id, place)
      order by f.property_id, digest, f.place
      on conflict do nothing
      returning property_id, object_id
      """;
  private static final String GIVE_BACK =
      """
      delete from unique_value u using unnest(?, ?) as gone (property_id, object_id)
      where u.property_id = gone.property_id and u.object_id = gone.object_id
      """;

  private final Jdbc jdbc;
  private final SchemaChange change;

  UniqueValues(Jdbc jdbc, SchemaChange change) {
    this.jdbc = jdbc;
    this.change = change;
  }

  /** A value that one object has, as text. */
  public record Taken(UUID property, UUID object, String value) {}

  /** 409: another object has them. */
  public static final class TakenException extends ServiceException {

    private static final long serialVersionUID = 1L;

    private final transient List<Taken> values;

    TakenException(List<Taken> values) {
      super(ErrorCode.VALUE_TAKEN);
      this.values = values;
    }

    /** Those that could not be taken; of the same one the first got it. */
    public List<Taken> values() {
      return values;
    }
  }

  /** Whose value it is; one object has one of each property. */
  private record Holder(UUID property, UUID object) {}

  /**
   * Takes values for objects; waits for a transaction that is about to take the same one. In one
   * order, so that nobody waits in a circle.
   *
   * @throws TakenException when one of them is taken
   */
  public void take(Collection<Taken> values) {
    Set<Holder> done =
        jdbc.run(
            TAKE,
            take -> {
              Jdbc.bind(take, 1, "uuid", values, Taken::property);
              Jdbc.bind(take, 2, "text", values, Taken::value);
              Jdbc.bind(take, 3, "uuid", values, Taken::object);
              return Set.copyOf(
                  Jdbc.rows(
                      take,
                      row ->
                          new Holder(row.getObject(1, UUID.class), row.getObject(2, UUID.class))));
            });
    List<Taken> refused =
        values.stream()
            .filter(each -> !done.contains(new Holder(each.property(), each.object())))
            .toList();
    if (!refused.isEmpty()) {
      throw new TakenException(refused);
    }
  }

  /** Frees what the objects had taken. */
  public void giveBack(Collection<Taken> values) {
    jdbc.run(
        GIVE_BACK,
        free -> {
          Jdbc.bind(free, 1, "uuid", values, Taken::property);
          Jdbc.bind(free, 2, "uuid", values, Taken::object);
          return free.executeUpdate();
        });
  }

  /**
   * Takes the values that all objects of a type have.
   *
   * @throws ServiceException 409 when two of them have the same
   */
  void collect(ObjectType type, Property property) {
    String key = property.key();
    int taken = change.execute(COLLECT, property.id(), key, type.id(), key);
    long all =
        jdbc.run(
            COUNT,
            count -> {
              count.setObject(1, type.id());
              count.setString(2, key);
              return Jdbc.rows(count, row -> row.getLong(1)).get(0);
            });
    if (taken < all) {
      throw new ServiceException(
          ErrorCode.VALUE_TAKEN, "Objects of the type have the same value already");
    }
  }

  void forget(UUID property) {
    change.execute("delete from unique_value where property_id = ?", property);
  }
}

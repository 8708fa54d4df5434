package dev.castellan.objecttype.secret;

import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.objecttype.log.LogAction;
import dev.castellan.objecttype.log.LogLine;
import dev.castellan.objecttype.log.LogStore;
import dev.castellan.objecttype.schema.Catalogue;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Right;
import dev.castellan.objecttype.schema.ValueType;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Secrets of objects that are asked for. */
@ApplicationScoped
class SecretService {

  private static final String SELECT =
      """
      select s.secret from object o
      left join object_secret s on s.object_id = o.id and s.property_id = ?
      where o.id = ? and o.type_id = ?
      """;

  private final Catalogue catalogue;
  private final Secrets secrets;
  private final Guesses guesses;
  private final SecretEvents events;
  private final LogStore log;
  private final Jdbc jdbc;

  SecretService(
      Catalogue catalogue,
      Secrets secrets,
      Guesses guesses,
      SecretEvents events,
      LogStore log,
      Jdbc jdbc) {
    this.catalogue = catalogue;
    this.secrets = secrets;
    this.guesses = guesses;
    this.events = events;
    this.log = log;
    this.jdbc = jdbc;
  }

  /**
   * The secret in clear, null when none is set. That it was shown is on record before it is.
   *
   * @throws ServiceException 403 without the right to reveal, 422 when it cannot be recovered
   */
  @Transactional
  public String reveal(UUID typeId, UUID object, UUID propertyId, String reason, Caller caller) {
    ObjectType type = catalogue.type(typeId);
    type.require(caller, Right.REVEAL);
    Property property = type.property(propertyId);
    if (property.type() != ValueType.RECOVERABLE) {
      throw ServiceException.invalid(property.name(), "is not a recoverable password");
    }
    Optional<String> sealed = stored(typeId, object, propertyId);
    String details = "Secret revealed: " + property.name() + " (" + reason + ")";
    log.write(
        List.of(new LogLine(object, LogAction.REVEALED, details, null, null, caller.login())),
        Instant.now());
    events.revealed(object, propertyId, reason, caller);
    return sealed.map(each -> secrets.open(each, object, propertyId)).orElse(null);
  }

  /**
   * Whether the password is the one that is kept. Not in a transaction: comparing takes its time.
   *
   * @throws ServiceException 429 after too many wrong guesses
   */
  boolean verify(UUID typeId, UUID object, UUID propertyId, String value, Caller caller) {
    ObjectType type = catalogue.type(typeId);
    type.require(caller, Right.READ);
    Property property = type.property(propertyId);
    if (!property.type().secret()) {
      throw ServiceException.invalid(property.name(), "is not a password");
    }
    Optional<String> stored = stored(typeId, object, propertyId);
    Guesses.Guess guess = new Guesses.Guess(caller.userId(), object, propertyId);
    guesses.begin(guess);
    boolean same =
        stored
            .map(
                each ->
                    property.type() == ValueType.HASHED
                        ? secrets.isHash(value, each)
                        : Secrets.same(value, secrets.open(each, object, propertyId)))
            .orElse(false);
    if (same) {
      guesses.right(guess);
    }
    return same;
  }

  private Optional<String> stored(UUID type, UUID object, UUID property) {
    List<Optional<String>> found =
        jdbc.run(
            SELECT,
            select -> {
              select.setObject(1, property);
              select.setObject(2, object);
              select.setObject(3, type);
              return Jdbc.rows(select, row -> Optional.ofNullable(row.getString(1)));
            });
    return found.stream()
        .findFirst()
        .orElseThrow(() -> new ServiceException(ErrorCode.OBJECT_NOT_FOUND));
  }
}

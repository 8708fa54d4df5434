package dev.castellan.objecttype.object;

import dev.castellan.contracts.Caller;
import dev.castellan.objecttype.schema.Catalogue;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Right;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.RequestReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Many writes in one request. Best effort: line by line, some hundred in a transaction, and where
 * one of them cannot be done, each in its own. All or nothing: in a single transaction.
 */
@ApplicationScoped
class Bulk {

  static final int CHUNK = 500;
  static final int MOST_ATOMIC = 10_000;

  private final Catalogue catalogue;
  private final ObjectWriter writer;
  private final ObjectEngine engine;
  private final RequestReader requests;

  Bulk(Catalogue catalogue, ObjectWriter writer, ObjectEngine engine, RequestReader requests) {
    this.catalogue = catalogue;
    this.writer = writer;
    this.engine = engine;
    this.requests = requests;
  }

  /** A line and its number, from 1. */
  record Line(int number, byte[] text) {}

  /** A line that can be tried, or what is wrong with it. */
  private record Prepared(int line, int status, ObjectWrite write, BulkResult failure) {}

  /** Does what can be done. */
  List<BulkResult> bestEffort(UUID type, List<Line> lines, Caller caller) {
    try {
      return writer.retried(() -> together(type, lines, caller));
    } catch (ServiceException e) {
      if (lines.size() == 1) {
        return List.of(BulkResult.failed(lines.get(0).number(), e));
      }
      return lines.stream()
          .flatMap(each -> bestEffort(type, List.of(each), caller).stream())
          .toList();
    }
  }

  /**
   * Does all of it.
   *
   * @throws ServiceException naming the lines that cannot be done; then nothing is
   */
  List<BulkResult> allOrNothing(UUID type, List<Line> lines, Caller caller) {
    if (lines.size() > MOST_ATOMIC) {
      throw new ServiceException(
          ErrorCode.PAYLOAD_TOO_LARGE, "All or nothing is for at most " + MOST_ATOMIC + " lines");
    }
    return writer.retried(
        () -> {
          Schema schema = catalogue.schemaWith(type);
          List<Prepared> prepared = prepare(schema, type, lines, caller);
          refuse(
              prepared.stream()
                  .filter(each -> each.write() == null)
                  .map(Prepared::failure)
                  .toList());
          try {
            return apply(schema, prepared);
          } catch (WriteRefusedException e) {
            refuse(List.of(BulkResult.failed(prepared.get(e.place()).line(), e)));
            throw e;
          }
        });
  }

  private static void refuse(List<BulkResult> failures) {
    if (!failures.isEmpty()) {
      throw new ServiceException(
          ErrorCode.INVALID,
          "Nothing was done: line " + failures.get(0).line() + ": " + failures.get(0).detail(),
          failures);
    }
  }

  private List<BulkResult> together(UUID type, List<Line> lines, Caller caller) {
    Schema schema = catalogue.schemaWith(type);
    List<Prepared> prepared = prepare(schema, type, lines, caller);
    List<BulkResult> results = new ArrayList<>();
    results.addAll(apply(schema, prepared.stream().filter(each -> each.write() != null).toList()));
    prepared.stream()
        .filter(each -> each.write() == null)
        .forEach(each -> results.add(each.failure()));
    results.sort((one, other) -> Integer.compare(one.line(), other.line()));
    return results;
  }

  private List<BulkResult> apply(Schema schema, List<Prepared> prepared) {
    if (!prepared.isEmpty()) {
      engine.apply(schema, prepared.stream().map(Prepared::write).toList());
    }
    return prepared.stream()
        .map(each -> BulkResult.done(each.line(), each.status(), each.write().id()))
        .toList();
  }

  private List<Prepared> prepare(Schema schema, UUID type, List<Line> lines, Caller caller) {
    ObjectType of = schema.type(type);
    return lines.stream().map(each -> prepare(schema, of, each, caller)).toList();
  }

  private Prepared prepare(Schema schema, ObjectType type, Line line, Caller caller) {
    try {
      BulkLine asked = requests.read(line.text(), BulkLine.class);
      ObjectWrite write = write(schema, type, asked, caller);
      int status = write instanceof ObjectWrite.Create ? 201 : 200;
      return new Prepared(line.number(), status, write, null);
    } catch (ServiceException e) {
      return new Prepared(line.number(), 0, null, BulkResult.failed(line.number(), e));
    }
  }

  private ObjectWrite write(Schema schema, ObjectType type, BulkLine asked, Caller caller) {
    String op = asked.op() == null ? asked.id() == null ? "create" : "update" : asked.op();
    if (!op.equals("create") && asked.id() == null) {
      throw ServiceException.invalid("id", "must be the id of an object");
    }
    if (!op.equals("delete") && asked.values() == null) {
      throw ServiceException.invalid("values", "must be an object");
    }
    return switch (op) {
      case "create" -> writer.creation(schema, type.id(), asked.values(), caller);
      case "update" -> {
        type.require(caller, Right.UPDATE);
        UUID id = asked.id().id();
        yield writer.update(schema, type, id, asked.values(), caller, row -> {});
      }
      case "delete" -> {
        type.require(caller, Right.DELETE);
        yield new ObjectWrite.Delete(asked.id().id(), type, caller, row -> {});
      }
      default -> throw ServiceException.invalid("op", "must be create, update or delete");
    };
  }
}

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
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Many writes in one request. Best effort: some hundred lines in a transaction, without those that
 * cannot be done. All or nothing: in a single transaction.
 */
@ApplicationScoped
class Bulk {

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

  /** A line that can be tried, or what is wrong with it. */
  private record Prepared(int line, int status, ObjectWrite write, BulkResult failure) {}

  /**
   * @throws ServiceException 404 when there is no such type
   */
  void require(UUID type) {
    catalogue.type(type);
  }

  /**
   * Does what can be done.
   *
   * @param results gets one for each line, in their order; when this throws, one for each line that
   *     was dealt with before
   */
  void bestEffort(UUID type, List<BulkLines.Line> lines, Caller caller, List<BulkResult> results) {
    try {
      // One transaction: what is done is among the results, and never tried again.
      results.addAll(writer.retried(() -> together(type, lines, caller)));
    } catch (ServiceException e) {
      if (e instanceof TooManyInvolvedException && lines.size() > 1) {
        // What is too much for one transaction may do in two.
        int half = lines.size() / 2;
        bestEffort(type, lines.subList(0, half), caller, results);
        bestEffort(type, lines.subList(half, lines.size()), caller, results);
      } else {
        lines.forEach(each -> results.add(BulkResult.failed(each.number(), e)));
      }
    }
  }

  /**
   * Does all of it.
   *
   * @throws ServiceException 422 naming the lines that cannot be done, 409 when all of it is too
   *     much; then nothing is
   */
  List<BulkResult> allOrNothing(UUID type, List<BulkLines.Line> lines, Caller caller) {
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
            refuse(failures(prepared, e));
            throw e;
          } catch (TooManyInvolvedException e) {
            throw new ServiceException(e.code(), "Nothing was done: " + e.getMessage());
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

  /** Lines that are refused are left out, until what is left can be done. */
  private List<BulkResult> together(UUID type, List<BulkLines.Line> lines, Caller caller) {
    Schema schema = catalogue.schemaWith(type);
    List<BulkResult> results = new ArrayList<>();
    List<Prepared> open = new ArrayList<>();
    for (Prepared each : prepare(schema, type, lines, caller)) {
      if (each.write() == null) {
        results.add(each.failure());
      } else {
        open.add(each);
      }
    }
    results.addAll(tried(schema, open));
    results.sort(Comparator.comparingInt(BulkResult::line));
    return results;
  }

  private List<BulkResult> tried(Schema schema, List<Prepared> lines) {
    List<BulkResult> results = new ArrayList<>();
    List<Prepared> open = new ArrayList<>(lines);
    while (!open.isEmpty()) {
      try {
        results.addAll(apply(schema, open));
        open.clear();
      } catch (WriteRefusedException e) {
        results.addAll(failures(open, e));
        e.reasons().keySet().stream()
            .sorted(Comparator.reverseOrder())
            .forEach(place -> open.remove((int) place));
      }
    }
    return results;
  }

  private static List<BulkResult> failures(List<Prepared> tried, WriteRefusedException refusal) {
    return refusal.reasons().entrySet().stream()
        .map(each -> BulkResult.failed(tried.get(each.getKey()).line(), each.getValue()))
        .toList();
  }

  private List<BulkResult> apply(Schema schema, List<Prepared> prepared) {
    if (!prepared.isEmpty()) {
      engine.apply(schema, prepared.stream().map(Prepared::write).toList());
    }
    return prepared.stream()
        .map(each -> BulkResult.done(each.line(), each.status(), each.write().id()))
        .toList();
  }

  private List<Prepared> prepare(
      Schema schema, UUID type, List<BulkLines.Line> lines, Caller caller) {
    ObjectType of = schema.type(type);
    return lines.stream().map(each -> prepare(schema, of, each, caller)).toList();
  }

  private Prepared prepare(Schema schema, ObjectType type, BulkLines.Line line, Caller caller) {
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

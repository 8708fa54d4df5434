package dev.castellan.process.definition;

import dev.castellan.process.definition.ActionDefinition.Compensation;
import dev.castellan.process.smartobjects.Catalogue;
import dev.castellan.process.smartobjects.Target;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.secret.SecretArguments;
import dev.castellan.web.template.Placeholders;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Secret arguments in definitions: sealed in the row, masked for everybody who reads them, in clear
 * for runs alone. One that is wholly a placeholder is none: the secret is what takes its place.
 */
@ApplicationScoped
class DefinedSecrets {

  private static final String UNKNOWN =
      "must be given: it is secret, and there is no value of this action that could be kept";

  private final Catalogue catalogue;
  private final SecretArguments secrets;

  DefinedSecrets(Catalogue catalogue, SecretArguments secrets) {
    this.catalogue = catalogue;
    this.secrets = secrets;
  }

  /** What is done to the arguments of an action of some object. */
  private interface Change {
    Map<String, Object> of(Target source, String action, Map<String, Object> arguments);
  }

  /**
   * The draft with what is stored in place of each mask. What is stored goes to no other object and
   * into no other action: whoever may edit a process must not learn it so.
   *
   * @param before null for a new one
   */
  ActionDefinition kept(
      ActionDefinition draft, ActionDefinition before, String field, List<FieldError> errors) {
    Compensation undo = draft.compensation();
    Compensation old = before == null ? null : before.compensation();
    boolean sameSource = before != null && draft.source().equals(before.source());
    Kept arguments =
        new Kept(
            before == null ? Map.of() : before.arguments(),
            before == null ? Set.of() : catalogue.secrets(before.source(), before.action()),
            sameSource && draft.action().equals(before.action()),
            errors);
    Kept undoing =
        new Kept(
            old == null ? Map.of() : old.arguments(),
            old == null ? Set.of() : catalogue.secrets(before.source(), old.action()),
            sameSource && undo != null && old != null && undo.action().equals(old.action()),
            errors);
    return changed(
        draft,
        (source, action, given) ->
            arguments.of(given, catalogue.secrets(source, action), field + "arguments."),
        (source, action, given) ->
            undoing.of(
                given, catalogue.secrets(source, action), field + "compensation.arguments."));
  }

  /**
   * What is stored of arguments, and may be kept.
   *
   * @param secret which of them are
   * @param same whether they are of the same action of the same object
   */
  private record Kept(
      Map<String, Object> before, Set<String> secret, boolean same, List<FieldError> errors) {

    Map<String, Object> of(Map<String, Object> given, Set<String> secretNow, String field) {
      Map<String, Object> kept = new LinkedHashMap<>();
      given.forEach(
          (name, value) -> {
            Object old = before.get(name);
            boolean known = hidden(name, old, secret);
            boolean masked =
                SecretArguments.MASK.equals(value) && (known || secretNow.contains(name));
            boolean untouched = given == before && known;
            if (!masked && !untouched && !SecretArguments.isSealed(value)) {
              kept.put(name, value);
            } else if (same && known) {
              kept.put(name, old);
            } else {
              errors.add(new FieldError(field + name, UNKNOWN));
            }
          });
      return kept;
    }
  }

  /** The action as it is stored. */
  ActionDefinition sealed(ActionDefinition action) {
    return changed(
        action,
        (source, name, arguments) ->
            secrets.seal(arguments, hidden(source, name, arguments), home(action, name)));
  }

  /** The stored action as it should be: all secrets sealed, and that under the current key. */
  ActionDefinition upToDate(ActionDefinition stored) {
    try {
      return sealed(
          changed(
              stored, (source, name, arguments) -> secrets.reseal(arguments, home(stored, name))));
    } catch (IllegalStateException e) {
      Log.errorf("Action %d stays as it is: %s", stored.id(), e.getMessage());
      return stored;
    }
  }

  /** Whether it has secrets. */
  static boolean any(ActionDefinition stored) {
    Compensation undo = stored.compensation();
    return SecretArguments.anySealed(stored.arguments())
        || undo != null && SecretArguments.anySealed(undo.arguments());
  }

  /**
   * The stored action as a run needs it; as it is when it cannot be opened, and then none runs. So
   * too while nobody knows its manifest: then nobody would know what to hide.
   */
  ActionDefinition opened(ActionDefinition stored) {
    try {
      return changed(
          stored,
          (source, name, arguments) ->
              catalogue.action(source, name).isPresent()
                  ? secrets.open(arguments, home(stored, name))
                  : arguments);
    } catch (IllegalStateException e) {
      Log.errorf("Action %d cannot be run: %s", stored.id(), e.getMessage());
      return stored;
    }
  }

  /** Arguments as everybody may read them. */
  Map<String, Object> shown(Target source, String action, Map<String, Object> arguments) {
    return SecretArguments.mask(arguments, hidden(source, action, arguments));
  }

  private Set<String> hidden(Target source, String action, Map<String, Object> arguments) {
    Set<String> secret = catalogue.secrets(source, action);
    return arguments.keySet().stream()
        .filter(name -> hidden(name, arguments.get(name), secret))
        .collect(Collectors.toSet());
  }

  private static boolean hidden(String name, Object value, Set<String> secret) {
    return SecretArguments.isSealed(value)
        || value != null && secret.contains(name) && !Placeholders.isOne(value);
  }

  private static ActionDefinition changed(ActionDefinition action, Change change) {
    return changed(action, change, change);
  }

  private static ActionDefinition changed(
      ActionDefinition action, Change change, Change changeOfUndoing) {
    Compensation undo = action.compensation();
    return action.with(
        change.of(action.source(), action.action(), action.arguments()),
        undo == null
            ? null
            : new Compensation(
                undo.action(),
                changeOfUndoing.of(action.source(), undo.action(), undo.arguments())));
  }

  /** Ids of actions are unique in the whole service. */
  private static String home(ActionDefinition action, String name) {
    return "definition:" + action.id() + ":" + name;
  }
}

package dev.castellan.process.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.ParameterRange;
import dev.castellan.process.definition.ValueType;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks an argument against the parameter that a module declares for it, as smartobject-service
 * will: what it would refuse is to be refused before the first step acts.
 */
final class ArgumentType {

  private ArgumentType() {}

  /**
   * The argument in the parameter's type; of a type that this version does not know, as it is.
   *
   * @param complain told what is wrong; the answer is then empty
   */
  static Optional<Object> read(
      ModuleState.Parameter parameter, Object value, Consumer<String> complain) {
    Optional<ValueType> type = ValueType.of(parameter.type());
    if (type.isEmpty()) {
      return Optional.of(value);
    }
    Optional<Object> read = type.get().read(value);
    if (type.get() == ValueType.SELECT) {
      // What is chosen is a text, also where the choice looks like a number.
      read = read.map(Object::toString);
    }
    String problem =
        read.isEmpty()
            ? type.get().expectation()
            : ParameterRange.problem(parameter, read.get()).orElse(null);
    if (problem != null) {
      complain.accept(problem);
      return Optional.empty();
    }
    return read;
  }
}

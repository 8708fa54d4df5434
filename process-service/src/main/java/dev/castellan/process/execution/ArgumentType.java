package dev.castellan.process.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.process.definition.ValueType;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks an argument against the parameter that a module declares for it. */
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
    String problem =
        read.isEmpty() ? type.get().expectation() : problem(parameter, type.get(), read.get());
    if (problem != null) {
      complain.accept(problem);
      return Optional.empty();
    }
    return read;
  }

  private static String problem(ModuleState.Parameter parameter, ValueType type, Object value) {
    return switch (type) {
      case NUMBER, SLIDER -> {
        double number = new BigDecimal(value.toString()).doubleValue();
        boolean low = parameter.min() != null && number < parameter.min();
        boolean high = parameter.max() != null && number > parameter.max();
        yield low || high ? range(parameter) : null;
      }
      case SELECT ->
          parameter.values() == null || parameter.values().contains(value.toString())
              ? null
              : "must be one of " + String.join(", ", parameter.values());
      case TEXT, CHECKBOX, COLORPICKER -> null;
    };
  }

  private static String range(ModuleState.Parameter parameter) {
    if (parameter.min() == null) {
      return "must be at most " + plain(parameter.max());
    }
    return parameter.max() == null
        ? "must be at least " + plain(parameter.min())
        : "must be between " + plain(parameter.min()) + " and " + plain(parameter.max());
  }

  private static String plain(double limit) {
    return BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
  }
}

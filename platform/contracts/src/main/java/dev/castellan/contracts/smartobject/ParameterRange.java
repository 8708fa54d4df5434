package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.smartobject.ModuleState.Parameter;
import java.math.BigDecimal;
import java.util.Optional;

/** Which values of a parameter's type its manifest allows. */
public final class ParameterRange {

  private ParameterRange() {}

  /**
   * What is wrong with a value; empty when it is allowed.
   *
   * @param value in the one form of its type
   */
  public static Optional<String> problem(Parameter parameter, Object value) {
    if (value instanceof Number number) {
      return problem(parameter, new BigDecimal(number.toString()));
    }
    return parameter.values() == null || parameter.values().contains(value.toString())
        ? Optional.empty()
        : Optional.of("must be one of " + String.join(", ", parameter.values()));
  }

  private static Optional<String> problem(Parameter parameter, BigDecimal number) {
    if (parameter.min() != null && number.compareTo(exact(parameter.min())) < 0) {
      return Optional.of("must not be less than " + plain(parameter.min()));
    }
    if (parameter.max() != null && number.compareTo(exact(parameter.max())) > 0) {
      return Optional.of("must not be more than " + plain(parameter.max()));
    }
    if (parameter.step() == null) {
      return Optional.empty();
    }
    double from = parameter.min() == null ? 0 : parameter.min();
    boolean stepped = number.subtract(exact(from)).remainder(exact(parameter.step())).signum() == 0;
    return stepped
        ? Optional.empty()
        : Optional.of(
            "must be %s plus steps of %s".formatted(plain(from), plain(parameter.step())));
  }

  private static BigDecimal exact(double number) {
    return BigDecimal.valueOf(number);
  }

  private static String plain(double number) {
    return exact(number).stripTrailingZeros().toPlainString();
  }
}

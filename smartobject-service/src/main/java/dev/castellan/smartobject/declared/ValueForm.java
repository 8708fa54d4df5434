package dev.castellan.smartobject.declared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.ParameterType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Other forms of a value, written behind its name: {@code {color.red}}, {@code {body.json}}. */
enum ValueForm {
  /** A text that is JSON, as what it says. */
  JSON(ParameterType.TEXT),
  /** Share of a colour, 0 to 255. */
  RED(ParameterType.COLORPICKER),
  GREEN(ParameterType.COLORPICKER),
  BLUE(ParameterType.COLORPICKER),
  /** The two CIE 1931 coordinates of a colour. */
  XY(ParameterType.COLORPICKER);

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Chromaticity of the white of sRGB, which black has too: it has none of its own. */
  private static final double[] WHITE = {0.3127, 0.3290};

  private final ParameterType of;

  ValueForm(ParameterType of) {
    this.of = of;
  }

  /** The form of that name which values of a type have. */
  static Optional<ValueForm> find(String name, ParameterType type) {
    for (ValueForm each : values()) {
      if (each.of == type && each.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * @throws DeviceException when the value has no such form
   */
  Object apply(String name, Object value) throws DeviceException {
    String text = value.toString();
    return switch (this) {
      case JSON -> json(name, text);
      case RED -> share(text, 1);
      case GREEN -> share(text, 3);
      case BLUE -> share(text, 5);
      case XY -> xy(share(text, 1), share(text, 3), share(text, 5));
    };
  }

  private static Object json(String name, String text) throws DeviceException {
    try {
      return STRICT.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw DeviceException.refused(name + " is not JSON");
    }
  }

  private static int share(String color, int at) {
    return Integer.parseInt(color, at, at + 2, 16);
  }

  /** By IEC 61966-2-1: linear light, then the XYZ of the sRGB primaries. */
  private static List<BigDecimal> xy(int red, int green, int blue) {
    double r = linear(red);
    double g = linear(green);
    double b = linear(blue);
    double x = 0.4124 * r + 0.3576 * g + 0.1805 * b;
    double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    double z = 0.0193 * r + 0.1192 * g + 0.9505 * b;
    double sum = x + y + z;
    return sum == 0
        ? List.of(rounded(WHITE[0]), rounded(WHITE[1]))
        : List.of(rounded(x / sum), rounded(y / sum));
  }

  private static double linear(int share) {
    double value = share / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP);
  }
}

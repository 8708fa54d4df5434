package dev.castellan.element.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.element.structure.EnumItem;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Language;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** One value as people read it. */
public final class Display {

  private static final DateTimeFormatter ENGLISH_DATE = DateTimeFormatter.ofPattern("MM/dd/uuuu");
  private static final DateTimeFormatter FRENCH_DATE = DateTimeFormatter.ofPattern("dd/MM/uuuu");
  private static final DateTimeFormatter ENGLISH_MOMENT =
      DateTimeFormatter.ofPattern("MM/dd/uuuu HH:mm");
  private static final DateTimeFormatter FRENCH_MOMENT =
      DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm");
  private static final String BULLETS = "•••••";

  private Display() {}

  /**
   * @param value one value as it is kept; of a relation or a file only its own text is shown here
   */
  public static String of(Field field, JsonNode value, Language language) {
    return switch (field.type()) {
      case DOUBLE -> decimal(value, language);
      case MONEY -> money(field, value, language);
      case DATE ->
          LocalDate.parse(value.textValue())
              .format(language == Language.FR ? FRENCH_DATE : ENGLISH_DATE);
      case TIMESTAMP ->
          LocalDateTime.parse(value.textValue())
              .format(language == Language.FR ? FRENCH_MOMENT : ENGLISH_MOMENT);
      case ENUM -> item(field, value).map(each -> each.label(language)).orElseGet(value::textValue);
      case PASSWORD -> BULLETS;
      case FILE, IMAGE -> value.path("name").asText();
      default -> value.asText();
    };
  }

  /** The declared item of an enumeration that a value is. */
  public static Optional<EnumItem> item(Field field, JsonNode value) {
    return field.items().stream().filter(each -> each.key().equals(value.textValue())).findFirst();
  }

  private static String decimal(JsonNode value, Language language) {
    String text = value.decimalValue().stripTrailingZeros().toPlainString();
    return language == Language.FR ? text.replace('.', ',') : text;
  }

  private static String money(Field field, JsonNode value, Language language) {
    String text =
        new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(language.locale()))
            .format(value.decimalValue());
    return field.format() == null ? text : field.format().replace("%s", text);
  }
}

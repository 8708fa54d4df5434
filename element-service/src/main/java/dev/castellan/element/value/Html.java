package dev.castellan.element.value;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Safelist;

/** Formatted text, made harmless: no scripts, handlers, styles, frames or comments. */
final class Html {

  private static final Safelist ALLOWED =
      Safelist.relaxed()
          .addTags("hr", "s", "del", "ins", "figure", "figcaption")
          .addAttributes(":all", "title", "lang")
          .addProtocols("a", "href", "#")
          .preserveRelativeLinks(true);

  private static final OutputSettings PLAIN = new OutputSettings().prettyPrint(false);

  private Html() {}

  /**
   * @throws BadValue when it is not well formed
   */
  static String clean(String html) {
    Parser parser = Parser.htmlParser().setTrackErrors(1);
    Document document = Jsoup.parseBodyFragment("", "");
    document.body().html("");
    parser.parseFragmentInput(html, document.body(), "https://relative.invalid/");
    List<ParseError> errors = parser.getErrors();
    if (!errors.isEmpty()) {
      throw new BadValue("Malformed HTML at character " + errors.get(0).getPosition());
    }
    return Jsoup.clean(html, "https://relative.invalid/", ALLOWED, PLAIN);
  }
}

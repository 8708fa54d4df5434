package dev.castellan.element.xml;

import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes indented XML 1.0; what cannot stand in it is replaced, what means something is escaped.
 */
final class XmlText {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();
  private static final char REPLACEMENT = '\uFFFD';

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;
  private int depth;
  private int elements;

  XmlText() {
    try {
      writer = FACTORY.createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is written inside an element. */
  interface Content {
    void write() throws XMLStreamException;
  }

  /** An element with others in it. */
  XmlText element(String name, Map<String, String> attributes, Content content) {
    try {
      start(name, attributes);
      int before = elements;
      depth++;
      content.write();
      depth--;
      // In an element that may have no content even a line break is too much.
      if (elements > before) {
        indent();
      }
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An element with text in it. */
  XmlText leaf(String name, Map<String, String> attributes, String content) {
    try {
      start(name, attributes);
      if (content != null) {
        writer.writeCharacters(clean(content));
      }
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private void start(String name, Map<String, String> attributes) throws XMLStreamException {
    indent();
    elements++;
    writer.writeStartElement(name);
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      if (each.getValue() != null) {
        writer.writeAttribute(each.getKey(), clean(each.getValue()));
      }
    }
  }

  private void indent() throws XMLStreamException {
    writer.writeCharacters("\n" + "  ".repeat(depth));
  }

  @Override
  public String toString() {
    try {
      writer.writeEndDocument();
      writer.flush();
      return text + "\n";
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** XML 1.0 has no control characters, no lone surrogates and no U+FFFE. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000
                    ? c
                    : REPLACEMENT)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}

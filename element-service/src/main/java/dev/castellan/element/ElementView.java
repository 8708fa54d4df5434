package dev.castellan.element;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An element as it stands in a list.
 *
 * @param uri where it is read
 */
record ElementView(Properties properties, String uri) {

  private static final String API = "/api/v2/";
  private static final String ICONS = API + "images/assets/sizes/24x24c/";

  /**
   * The properties shown by default.
   *
   * @param id of the latest revision
   * @param initid of the whole lineage
   * @param icon where its picture is, null for none
   * @param name logical name, null for none
   */
  @Schema(name = "ElementProperties")
  record Properties(
      long id, String title, long initid, String icon, String name, int revision, String status) {}

  static ElementView of(Element element) {
    Properties properties =
        new Properties(
            element.id(),
            element.title(),
            element.initid(),
            element.icon() == null ? null : ICONS + element.icon(),
            element.name(),
            element.revision(),
            element.status());
    String uri =
        element.isStructure()
            ? API + "smart-structures/" + element.name() + ".json"
            : API + "smart-elements/" + element.initid() + ".json";
    return new ElementView(properties, uri);
  }
}

package dev.castellan.element.lineage;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What happened to an element.
 *
 * @param history its revisions, the newest first
 */
record HistoryData(String uri, Parameters requestParameters, List<Revision> history) {

  /**
   * @param slice how many revisions at most; -1 for all
   * @param revision the only one that is wanted; null for all
   */
  @Schema(name = "HistoryParameters")
  record Parameters(Object slice, int offset, Integer revision) {}

  /**
   * @param messages the newest first; {@code changes} has before and after of fields
   */
  @Schema(name = "HistoryRevision")
  record Revision(String uri, Map<String, Object> properties, List<Map<String, Object>> messages) {}
}

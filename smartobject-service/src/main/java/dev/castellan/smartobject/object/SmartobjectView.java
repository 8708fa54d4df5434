package dev.castellan.smartobject.object;

import dev.castellan.smartobject.module.ActionView;
import dev.castellan.smartobject.module.Discretion;
import dev.castellan.web.etag.Versioned;
import java.time.Instant;
import java.util.List;

/**
 * A smart object as clients read it.
 *
 * @param icon of its module, null when that is not installed
 * @param lastUse when an action that is not safe last ran, null if never
 * @param actions of its module; each says whether this caller may execute it
 */
record SmartobjectView(
    long id,
    String reference,
    String module,
    String icon,
    StatusView status,
    Instant lastUse,
    List<SettingView> settings,
    List<ActionView> actions,
    List<ProfileView> profiles,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements Versioned {

  record StatusView(int id, String name) {
    static StatusView of(int id) {
      return new StatusView(id, ObjectStatus.of(id).label());
    }
  }

  /**
   * @param value five bullets for a secret
   */
  record SettingView(long id, String reference, Object value) {
    SettingView masked() {
      return new SettingView(id, reference, Discretion.MASK);
    }
  }

  record ProfileView(long id, String name) {}
}

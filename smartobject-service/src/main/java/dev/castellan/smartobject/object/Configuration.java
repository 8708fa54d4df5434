package dev.castellan.smartobject.object;

import dev.castellan.contracts.smartobject.ModuleState;
import java.time.Instant;
import java.util.List;

/**
 * What an edit of an object can change apart from its own row, as clients read it.
 *
 * @param version of the object
 * @param updatedAt of the object, which moves also when a setting is encrypted later on
 * @param manifest of its module, which says what is secret; null when that is not installed
 * @param profiles that may execute its actions, by id
 */
record Configuration(
    long version,
    Instant updatedAt,
    ModuleState manifest,
    WrittenList<SmartobjectView.SettingView> settings,
    List<Long> profiles) {

  /** Whether it is still that of an object with this version and this manifest. */
  boolean is(long objectVersion, Instant objectUpdatedAt, ModuleState objectManifest) {
    return version == objectVersion
        && updatedAt.equals(objectUpdatedAt)
        && manifest == objectManifest;
  }

  /** Bytes in memory, about. */
  int size() {
    return 512 + 8 * settings.length() + 32 * profiles.size();
  }
}

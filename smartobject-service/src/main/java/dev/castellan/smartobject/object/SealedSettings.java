package dev.castellan.smartobject.object;

import dev.castellan.web.secret.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;

/** Secret values of settings, each bound to its object and its name. */
@ApplicationScoped
class SealedSettings {

  private final SecretBox secrets;

  SealedSettings(SecretBox secrets) {
    this.secrets = secrets;
  }

  String seal(long smartobjectId, String reference, String json) {
    return secrets.seal(json, purpose(smartobjectId, reference));
  }

  /**
   * @throws IllegalStateException when its key is not configured, or it was sealed for another
   *     place
   */
  String open(long smartobjectId, String reference, String sealed) {
    try {
      return secrets.open(sealed, purpose(smartobjectId, reference));
    } catch (IllegalStateException e) {
      return secrets.open(sealed, formerPurpose(reference));
    }
  }

  /** The same under the current key, which has an id. */
  String reseal(long smartobjectId, String reference, String sealed) {
    return seal(smartobjectId, reference, open(smartobjectId, reference, sealed));
  }

  /** What begins every value under the current key. */
  String currentPrefix() {
    return secrets.currentKeyId() + ":";
  }

  private static String purpose(long smartobjectId, String reference) {
    return "setting:" + smartobjectId + ":" + reference;
  }

  /** What values were bound to before they were bound to their object; a rotation ends it. */
  static String formerPurpose(String reference) {
    return "setting:" + reference;
  }
}

package dev.castellan.smartobject.object;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/**
 * A configuration value of a smart object, as JSON text; sealed instead when the manifest calls it
 * secret.
 */
@Entity
@Table(name = "smartobject_setting")
class SmartobjectSetting {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
  @SequenceGenerator(name = "ids", sequenceName = "ids", allocationSize = 1)
  private Long id;

  private String reference;
  private String value;
  private String sealed;

  protected SmartobjectSetting() {}

  SmartobjectSetting(String reference) {
    this.reference = reference;
  }

  Long id() {
    return id;
  }

  String reference() {
    return reference;
  }

  /** Whether it is a secret. */
  boolean isSealed() {
    return sealed != null;
  }

  /** Whether it has been given a value. */
  boolean kept() {
    return value != null || sealed != null;
  }

  /** Keeps a value that anybody who reads the object may see. */
  void open(String json) {
    value = json;
    sealed = null;
  }

  /** Keeps a secret, encrypted. */
  void seal(String ciphertext) {
    value = null;
    sealed = ciphertext;
  }
}

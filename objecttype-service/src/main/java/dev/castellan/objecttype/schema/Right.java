package dev.castellan.objecttype.schema;

/** What a profile may be allowed to do with the objects of a type. */
public enum Right {
  READ,
  CREATE,
  UPDATE,
  DELETE,
  /** To see recoverable secrets in clear. */
  REVEAL
}

package dev.castellan.contracts.routes;

/** Shape of every answer of an API, success and failure alike. */
public enum Envelope {
  /** {@code {"error","code","message","data"}}: smartobject, widget, process and identity APIs. */
  A,
  /** {@code {"success","data","messages"}}: the element API. */
  B,
  /** Bare JSON on success, RFC 9457 problem on failure: the objecttype API. */
  C
}

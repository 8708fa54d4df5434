package dev.castellan.objecttype.object;

/** Answer to an object being assigned. */
record Assigned(boolean assign) {

  static final Assigned YES = new Assigned(true);
}

package dev.castellan.objecttype.schema;

/** Answer to every DELETE. */
public record Deleted(boolean delete) {

  public static final Deleted YES = new Deleted(true);
}

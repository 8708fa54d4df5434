package dev.castellan.objecttype.schema;

/** Rights of one profile on the objects of a type. */
public record Access(
    long profile, boolean read, boolean create, boolean update, boolean delete, boolean reveal) {

  boolean allows(Right right) {
    return switch (right) {
      case READ -> read;
      case CREATE -> create;
      case UPDATE -> update;
      case DELETE -> delete;
      case REVEAL -> reveal;
    };
  }
}

package dev.castellan.objecttype.schema;

/** Rights of one profile on the objects of a type. */
record AccessView(
    long id,
    String name,
    boolean read,
    boolean create,
    boolean update,
    boolean delete,
    boolean reveal) {}

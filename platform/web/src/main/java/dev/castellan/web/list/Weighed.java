package dev.castellan.web.list;

/** A row that can be large, and says how large: of such ones a list holds only as many as fit. */
public interface Weighed {

  /** Memory that it takes, more or less. */
  long bytes();
}

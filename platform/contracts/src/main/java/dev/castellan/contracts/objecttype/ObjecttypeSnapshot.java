package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.MayBeAbsent;
import java.util.List;
import java.util.UUID;

/**
 * What an object type is made of.
 *
 * @param log whether changes of its objects are logged
 * @param shortLength how many leading properties make the short name of an object
 * @param restricted whether only profiles with an entry may do anything with its objects
 * @param relations ids of the types whose objects its objects may be related to; empty for all
 */
public record ObjecttypeSnapshot(
    UUID id,
    String name,
    boolean log,
    int shortLength,
    List<PropertySnapshot> properties,
    List<UUID> relations,
    List<AccessSnapshot> access,
    long version,
    @MayBeAbsent Boolean restricted) {

  /**
   * A property, in the order in which they are shown.
   *
   * @param type its number in the API: 1 text, 2 number, 3 object, 4 value map, 5 checkbox, 6
   *     textbox, 8 date, 9 date and time, 11 password (hash), 12 password (recoverable)
   * @param objtype type of the objects that a property of type 3 points to
   * @param valuemap where a property of type 4 takes its values from
   * @param position place among the properties of its type; equal ones are ordered by name
   * @param regex pattern (RE2) that texts must match as a whole
   */
  public record PropertySnapshot(
      UUID id,
      String name,
      int type,
      @MayBeAbsent UUID objtype,
      @MayBeAbsent UUID valuemap,
      boolean required,
      boolean unique,
      @MayBeAbsent Boolean frmReadonly,
      @MayBeAbsent Boolean frmVisible,
      @MayBeAbsent Boolean tblVisible,
      @MayBeAbsent Boolean tblOrderable,
      @MayBeAbsent Integer position,
      @MayBeAbsent String regex) {}

  /** Rights of one profile; unless the type is restricted, the grants of routes decide alone. */
  public record AccessSnapshot(
      long profileId,
      boolean read,
      boolean create,
      boolean update,
      boolean delete,
      boolean reveal) {}
}

package dev.castellan.smartobject.declared;

/** A module file cannot be used; the message names the member and what is wrong with it. */
class BrokenManifest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenManifest(String member, String problem) {
    super(member.isEmpty() ? problem : member + ": " + problem);
  }

  static void unless(boolean holds, String member, String problem) {
    if (!holds) {
      throw new BrokenManifest(member, problem);
    }
  }
}

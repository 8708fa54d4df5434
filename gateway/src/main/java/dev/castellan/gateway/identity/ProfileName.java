package dev.castellan.gateway.identity;

/** A profile where only its name matters. */
record ProfileName(long id, String name) {

  static ProfileName of(Profile profile) {
    return new ProfileName(profile.id(), profile.name());
  }
}

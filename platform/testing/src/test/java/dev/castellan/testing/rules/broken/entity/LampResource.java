package dev.castellan.testing.rules.broken.entity;

import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;

@Path("/lamps")
class LampResource {

  List<Lamp> returned() {
    return List.of();
  }

  void taken(Lamp lamp) {}

  Optional<LampView> hiddenInARecord() {
    return Optional.empty();
  }

  String fine(long id) {
    return "lamp " + id;
  }
}

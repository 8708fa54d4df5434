package dev.castellan.testing.rules.sound;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

@Path("/lamps")
class LampResource {

  private final LampService lamps;

  LampResource(LampService lamps) {
    this.lamps = lamps;
  }

  @GET
  @Path("{id}")
  LampView one(@PathParam("id") long id) {
    return lamps.turnOn(id);
  }
}

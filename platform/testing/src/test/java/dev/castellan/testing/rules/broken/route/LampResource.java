package dev.castellan.testing.rules.broken.route;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

@Path("/lamps/")
class LampResource {

  @GET
  void listed() {}

  @GET
  @Path("{id: [0-9]{1,9}}/rooms/{room}")
  void listedWithVariables() {}

  @POST
  void verbWithoutARow() {}

  @DELETE
  @Path("{id}/rooms")
  void pathWithoutARow() {}

  @GET
  @Path("of-another-service")
  void rowOfAnotherService() {}
}

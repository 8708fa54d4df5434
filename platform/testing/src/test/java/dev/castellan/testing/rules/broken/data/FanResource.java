package dev.castellan.testing.rules.broken.data;

import jakarta.ws.rs.Path;

@Path("/fans")
class FanResource {

  private final FanRepository fans;

  FanResource(FanRepository fans) {
    this.fans = fans;
  }

  long count() {
    return fans.count();
  }
}

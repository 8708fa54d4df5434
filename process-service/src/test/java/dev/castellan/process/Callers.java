package dev.castellan.process;

import dev.castellan.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Requests with a JSON body on somebody's behalf. */
public final class Callers {

  private Callers() {}

  public static RequestSpecification asAdmin() {
    return TestTokens.asAdmin().contentType(ContentType.JSON);
  }

  public static RequestSpecification asOccupant() {
    return TestTokens.asOccupant().contentType(ContentType.JSON);
  }

  public static RequestSpecification asGuest() {
    return TestTokens.asGuest().contentType(ContentType.JSON);
  }
}

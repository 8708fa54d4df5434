package dev.castellan.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Error answer of the token endpoint (RFC 6749 section 5.2). */
record OAuthFailure(String error, @JsonProperty("error_description") String description) {}

package dev.castellan.gateway.identity;

import dev.castellan.web.json.ObjectRef;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * Body that makes an API key.
 *
 * @param user on whose behalf it is used; the caller when absent
 * @param expiresAt never when absent
 */
record ApiKeyRequest(
    @NotBlank @Size(max = 64) String name, ObjectRef user, @Future Instant expiresAt) {}

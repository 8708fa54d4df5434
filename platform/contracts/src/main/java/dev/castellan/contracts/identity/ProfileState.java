package dev.castellan.contracts.identity;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.util.List;

/**
 * A profile (role) and the routes granted to it. Key: {@code profile:<id>}; a tombstone says it is
 * gone.
 *
 * @param routes keys of route table rows, {@code "GET /widgets/:idWidget"}; empty for admin, who
 *     has every route
 * @param version grows by one with each change
 */
@EventType(value = "castellan.identity.profile-state.v1", topic = Topics.IDENTITY_STATE)
public record ProfileState(long id, String name, List<String> routes, long version) {}

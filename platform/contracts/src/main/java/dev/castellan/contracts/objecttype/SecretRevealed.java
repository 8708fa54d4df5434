package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.util.UUID;

/** Fact: somebody was shown a secret of an object. Key: id of the object. */
@EventType(value = "castellan.secret.revealed.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record SecretRevealed(UUID object, UUID property, String reason, Caller caller) {}

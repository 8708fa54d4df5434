package dev.castellan.gateway.identity;

import dev.castellan.web.json.ObjectRef;

/** Body that points at what is to be taken away. */
record AuthorizationRef(ObjectRef authorization) {}

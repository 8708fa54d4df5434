/** Who is calling: signing keys, verified tokens, profiles with their grants, revocations. */
package dev.castellan.web.security;

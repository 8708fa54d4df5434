/** Encryption of secrets at rest. */
package dev.castellan.web.secret;

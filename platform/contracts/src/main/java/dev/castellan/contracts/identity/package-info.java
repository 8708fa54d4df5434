/** Profiles with their grants, and revocations, as every service knows them. */
package dev.castellan.contracts.identity;

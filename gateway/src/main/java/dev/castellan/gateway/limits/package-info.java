/** How much may be asked of the suite: by one user, by one profile, by all at once. */
package dev.castellan.gateway.limits;

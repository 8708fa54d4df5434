/** How the suite is, as seen from its door. */
package dev.castellan.gateway.health;

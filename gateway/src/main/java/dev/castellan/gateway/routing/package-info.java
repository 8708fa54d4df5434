/** Carries requests to the services behind the gateway and their answers back, byte by byte. */
package dev.castellan.gateway.routing;

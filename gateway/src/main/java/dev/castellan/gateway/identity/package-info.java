/** Users, profiles with their grants, logins, tokens and the keys that sign them. */
package dev.castellan.gateway.identity;

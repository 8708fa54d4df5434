/** Plain JDBC with as little ceremony as can be. */
package dev.castellan.messaging.jdbc;

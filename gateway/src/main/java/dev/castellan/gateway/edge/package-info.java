/** What browsers of other origins may do. */
package dev.castellan.gateway.edge;

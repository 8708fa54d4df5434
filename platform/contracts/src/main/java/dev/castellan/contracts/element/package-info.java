/** Facts about elements and structures. */
package dev.castellan.contracts.element;

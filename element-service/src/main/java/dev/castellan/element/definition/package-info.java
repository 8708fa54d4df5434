/** Making and changing structures over the API. */
package dev.castellan.element.definition;

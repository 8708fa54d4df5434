/** Values of fields: how clients write them, how they are kept, how they are shown. */
package dev.castellan.element.value;

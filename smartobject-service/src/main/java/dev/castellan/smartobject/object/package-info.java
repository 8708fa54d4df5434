/** Smart objects: what is stored of them, who may drive them, what others are told. */
package dev.castellan.smartobject.object;

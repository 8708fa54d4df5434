package dev.castellan.element.document;

import dev.castellan.contracts.Caller;
import dev.castellan.element.structure.Language;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.StructureView;
import dev.castellan.element.structure.Structures;

/** Who asks, in which language, and the structures as they are meanwhile. */
public record Viewer(Caller caller, Language language, Structures structures) {

  public StructureView view(long structureId) {
    return structures.view(structureId, caller);
  }

  /** The rules for an element, or of a structure itself. */
  public StructureView view(ElementRow row) {
    return view(row.ruledBy());
  }

  public boolean may(Right right, ElementRow row) {
    return view(row).may(right);
  }

  Viewer with(Structures newer) {
    return new Viewer(caller, language, newer);
  }
}

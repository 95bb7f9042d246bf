import { useEffect, useState } from "react";
import { createFieldRenderer, type FieldRenderer } from "./field-renderer.ts";

/** A renderer for the panels of a view, disposed together with it. */
export function useRenderer(): FieldRenderer {
  const [renderer] = useState(createFieldRenderer);
  useEffect(() => () => renderer.dispose(), [renderer]);
  return renderer;
}

import { create } from "zustand";
import type { Viewport } from "../canvas/viewport.ts";

/** The part of the image that all field panels show; null shows the whole image. */
export const useFieldViewport = create<{ readonly viewport: Viewport | null }>(() => ({ viewport: null }));

/** Shows another part of the image in all field panels; null shows the whole image. */
export function showViewport(viewport: Viewport | null): void {
  useFieldViewport.setState({ viewport });
}

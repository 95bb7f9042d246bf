import { create } from "zustand";
import type { ImagePlace, Viewport } from "../../canvas/viewport.ts";
import type { OverlayPart } from "./OverlayLegend.tsx";
import type { UnderName } from "./under-fields.ts";

interface OverlayView {
  /** The image to which viewport and pixel belong, with its size. */
  readonly image: string;
  /** The field below the cells. */
  readonly under: UnderName;
  readonly hidden: ReadonlySet<OverlayPart>;
  /** Null shows the whole image. */
  readonly viewport: Viewport | null;
  /** The inspected pixel. */
  readonly pixel: ImagePlace | null;
}

/** What the view of the cells shows of an image; it outlives a visit to another view. */
export const useOverlayView = create<OverlayView>(() => ({
  image: "",
  under: "image",
  hidden: new Set(),
  viewport: null,
  pixel: null,
}));

const { setState } = useOverlayView;

/** Chooses the field below the cells. */
export function showUnder(under: UnderName): void {
  setState({ under });
}

/** Shows all of an image, unless it is the one shown before. */
export function showImage(image: string): void {
  setState((view) => (view.image === image ? view : { image, viewport: null }));
}

/** Shows a part of the image; null shows all of it. */
export function showPart(viewport: Viewport | null): void {
  setState({ viewport });
}

/** Inspects a pixel; null for none. */
export function inspectPixel(pixel: ImagePlace | null): void {
  setState({ pixel });
}

/** Hides or shows a part of the overlay. */
export function togglePart(part: OverlayPart): void {
  setState(({ hidden }) => {
    const now = new Set(hidden);
    if (!now.delete(part)) now.add(part);
    return { hidden: now };
  });
}

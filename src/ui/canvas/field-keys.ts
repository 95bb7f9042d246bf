import {
  fitImage,
  type ImagePlace,
  type ImageSize,
  type PanelSize,
  pointOf,
  showing,
  type Viewport,
  zoomAt,
} from "./viewport.ts";

/** Factor of one press of + or -. */
const KEY_ZOOM = 1.5;

/** Step of the inspected pixel with Shift held, px. */
const LARGE_STEP = 10;

const ARROWS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The keys of a field, in the format of `aria-keyshortcuts`. */
export const FIELD_SHORTCUTS = "ArrowUp ArrowDown ArrowLeft ArrowRight + - 0";

/** View of a panel and the inspected pixel; a null viewport fits the image, a null pixel means none. */
export interface FieldState {
  readonly viewport: Viewport | null;
  readonly pixel: ImagePlace | null;
}

/**
 * The state after a key, or null if the key has no function here: arrows move the inspected pixel (ten with
 * Shift) and keep it visible, + and - zoom on it, 0 fits the whole image, Escape deselects the pixel.
 */
export function stateAfterKey(
  { viewport, pixel }: FieldState,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  image: ImageSize,
  panel: PanelSize,
): FieldState | null {
  const view = viewport ?? fitImage(image, panel);
  const arrow = ARROWS[key];
  if (arrow) {
    const from = pixel ?? { row: Math.floor(view.row), column: Math.floor(view.column) };
    const step = pixel ? (shiftKey ? LARGE_STEP : 1) : 0;
    const next = {
      row: Math.min(image.rows - 1, Math.max(0, from.row + step * arrow[0])),
      column: Math.min(image.columns - 1, Math.max(0, from.column + step * arrow[1])),
    };
    return { viewport: viewport && showing(viewport, panel, next), pixel: next };
  }
  if (key === "0") return { viewport: null, pixel };
  if (key === "Escape" && pixel) return { viewport, pixel: null };
  if (key !== "+" && key !== "=" && key !== "-") return null;
  const target = pixel ? { row: pixel.row + 0.5, column: pixel.column + 0.5 } : view;
  const factor = key === "-" ? 1 / KEY_ZOOM : KEY_ZOOM;
  return { viewport: zoomAt(view, panel, pointOf(view, panel, target), factor), pixel };
}

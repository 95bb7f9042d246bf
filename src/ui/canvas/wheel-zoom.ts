/** Zoom of one px of a wheel with Ctrl, which is also what browsers make of a trackpad's pinch. */
const ZOOM = 0.012;

/** Largest exponent of one event: a notch of a mouse's wheel counts a hundred px, where a pinch counts one to ten. */
const LARGEST_EXPONENT = 0.25;

/** A wheel that counts lines or pages, in px. */
const UNITS = [1, 16, 400];

export type WheelTurn = Pick<WheelEvent, "deltaY" | "deltaMode" | "ctrlKey" | "metaKey">;

/** The factor by which a turn of the wheel zooms; null where it scrolls the page, as it does without Ctrl or Cmd. */
export function wheelZoom({ deltaY, deltaMode, ctrlKey, metaKey }: WheelTurn): number | null {
  if (!ctrlKey && !metaKey) return null;
  const exponent = -deltaY * (UNITS[deltaMode] ?? 1) * ZOOM;
  return Math.exp(Math.min(LARGEST_EXPONENT, Math.max(-LARGEST_EXPONENT, exponent)));
}

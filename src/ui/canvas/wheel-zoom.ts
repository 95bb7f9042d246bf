/** Zoom per px of a wheel with Ctrl, which browsers also report for a trackpad pinch. */
const ZOOM = 0.012;

/** Maximum exponent per event: a notch of a mouse wheel is a hundred px, a pinch one to ten. */
const LARGEST_EXPONENT = 0.25;

/** Size in px of the wheel's units: pixel, line, page. */
const UNITS = [1, 16, 400];

export type WheelInput = Pick<WheelEvent, "deltaY" | "deltaMode" | "ctrlKey" | "metaKey">;

/** Zoom factor of a wheel event; null if it scrolls the page, as it does without Ctrl or Cmd. */
export function wheelZoom({ deltaY, deltaMode, ctrlKey, metaKey }: WheelInput): number | null {
  if (!ctrlKey && !metaKey) return null;
  const exponent = -deltaY * (UNITS[deltaMode] ?? 1) * ZOOM;
  return Math.exp(Math.min(LARGEST_EXPONENT, Math.max(-LARGEST_EXPONENT, exponent)));
}

/** A whole turn; the dial tells it from 0, although both show the same image. */
export const WHOLE_TURN = 360;

const STEP = 1;
const LARGE_STEP = 15;

/**
 * Angle in whole degrees, 0..360, of a point beside the middle of the dial: counter-clockwise from the top, as
 * the crop is rotated.
 * @param right and `down`: offset from the middle, in any unit
 * @param before the angle before, which decides between 0 and 360
 */
export function angleAt(right: number, down: number, before: number): number {
  const degrees = Math.round((Math.atan2(-right, -down) * 180) / Math.PI);
  const turned = (degrees + WHOLE_TURN) % WHOLE_TURN;
  return turned === 0 && before > WHOLE_TURN / 2 ? WHOLE_TURN : turned;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: STEP,
  ArrowRight: STEP,
  ArrowDown: -STEP,
  ArrowLeft: -STEP,
  PageUp: LARGE_STEP,
  PageDown: -LARGE_STEP,
  Home: -WHOLE_TURN,
  End: WHOLE_TURN,
};

/** Angle after a key: arrows by 1 degree, with Shift or as page keys by 15; null for a key without effect. */
export function angleAfterKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  before: number,
): number | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const by = shiftKey && Math.abs(step) === STEP ? LARGE_STEP * step : step;
  return Math.min(WHOLE_TURN, Math.max(0, before + by));
}

/** The point of a circle of this radius at an angle: offset from its middle. */
export function pointAt(degrees: number, radius: number): { readonly right: number; readonly down: number } {
  const radians = (degrees * Math.PI) / 180;
  return { right: -radius * Math.sin(radians), down: -radius * Math.cos(radians) };
}

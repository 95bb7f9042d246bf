/** A scale bar: a round length and its width on the screen. */
export interface ScaleBarLength {
  /** µm. */
  readonly micrometres: number;
  /** CSS px. */
  readonly width: number;
}

/** Lengths of scale bars, times powers of ten. */
const ROUND = [1, 2, 5, 10];

/**
 * The longest round length (1, 2 or 5 times a power of ten, in µm) whose bar is no wider than `longest`.
 * @param scale CSS px per µm
 * @param longest CSS px
 */
export function scaleBarLength(scale: number, longest: number): ScaleBarLength {
  const available = longest / scale;
  const power = 10 ** Math.floor(Math.log10(available));
  const round = ROUND.findLast((length) => length * power <= available * (1 + 1e-9)) ?? 1;
  const micrometres = Number((round * power).toPrecision(1));
  return { micrometres, width: micrometres * scale };
}

/** A length with the unit in which it has the fewest zeros: nm, µm or mm. */
export function formatLength(micrometres: number): string {
  if (micrometres < 1) return `${Number((micrometres * 1000).toPrecision(3))} nm`;
  if (micrometres >= 1000) return `${micrometres / 1000} mm`;
  return `${micrometres} µm`;
}

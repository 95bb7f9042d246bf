/** Readable tick steps, times powers of ten. */
const NICE_STEPS = [1, 2, 2.5, 5, 10];

/** A number in legend format: at most three digits, a true minus sign, no trailing zeros. */
export function legendNumber(value: number): string {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 0.001 || size >= 1e5)
      ? value.toExponential(1)
      : String(Number(value.toPrecision(3)));
  return text.replace("-", "\u2212");
}

/** Round numbers within a range (low < high), about `count` of them, including the ends if they are round. */
export function legendTicks([low, high]: readonly [number, number], count: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (NICE_STEPS.find((nice) => nice * power >= rough * (1 - 1e-9)) ?? 10);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/** A number below a bar. */
export interface Tick {
  readonly value: number;
  /** Position along the bar, 0..1. */
  readonly place: number;
}

/** Fraction of the narrowest bar that one character takes, and the minimum gap between two numbers. */
const CHARACTER_ROOM = 0.04;
const GAP_ROOM = 0.06;
/** Round numbers that fit the narrowest bar if they are short. */
const MAX_TICKS = 4;

/** Ticks closer than this fraction of the bar coincide. */
const SAME_PLACE = 1e-6;

/**
 * Whether the numbers do not overlap. A number is shifted along its own width with its position on the bar,
 * which keeps those at the ends within it.
 */
function haveRoom(ticks: readonly Tick[]): boolean {
  return ticks.every(({ value, place }, index) => {
    const next = ticks[index + 1];
    if (!next) return true;
    const end = place + (1 - place) * CHARACTER_ROOM * legendNumber(value).length;
    return next.place * (1 - CHARACTER_ROOM * legendNumber(next.value).length) - end >= GAP_ROOM;
  });
}

/** The ticks of a bar with round ends, thinned evenly until they fit; null for other bars. */
function regularTicks(ticks: readonly Tick[]): readonly Tick[] | null {
  const steps = ticks.length - 1;
  if (ticks[0].place > SAME_PLACE || ticks[steps].place < 1 - SAME_PLACE) return null;
  for (let stride = 1; stride < steps; stride++) {
    const some = ticks.filter((_, index) => index % stride === 0);
    if (steps % stride === 0 && haveRoom(some)) return some;
  }
  return [ticks[0], ticks[steps]];
}

/**
 * Both ends of a range and as many round numbers between them as fit, equally spaced if the ends are round.
 */
export function roomyTicks([low, high]: readonly [number, number]): readonly Tick[] {
  if (!(high > low)) return [{ value: low, place: 0 }];
  const roundOnes = (count: number) =>
    legendTicks([low, high], count).map((value) => ({ value, place: (value - low) / (high - low) }));
  const regular = regularTicks(roundOnes(MAX_TICKS));
  if (regular) return regular;
  const first: Tick = { value: low, place: 0 };
  const last: Tick = { value: high, place: 1 };
  for (let count = MAX_TICKS; count > 0; count--) {
    const between = roundOnes(count).filter((tick) => haveRoom([first, tick]) && haveRoom([tick, last]));
    if (haveRoom(between)) return [first, ...between, last];
  }
  return [first, last];
}

/** Ends of a bar from 0 that legendTicks divides into equal steps, times powers of ten. */
const ROUND_ENDS = [1, 1.5, 2, 3, 4, 6, 8, 10];

/** The smallest number at or above a positive one that makes a regular bar from 0. */
export function roundEnd(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const end = ROUND_ENDS.find((round) => round * power >= value * (1 - 1e-6)) ?? 10;
  return Number((end * power).toPrecision(12));
}

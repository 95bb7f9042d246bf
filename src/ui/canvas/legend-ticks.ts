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

/** Shortest range with several ticks, as a fraction of its larger end: ticks have 12 digits. */
const SHORTEST = 1e-11;

/** Round numbers within a range (low < high), about `count` of them, including the ends if they are round. */
export function legendTicks([low, high]: readonly [number, number], count: number): number[] {
  if (!(high - low > SHORTEST * Math.max(Math.abs(low), Math.abs(high)))) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (NICE_STEPS.find((nice) => nice * power >= rough * (1 - 1e-9)) ?? 10);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/** Round ends of a bar from 0, times powers of ten. */
const ROUND_ENDS = [1, 1.5, 2, 3, 4, 6, 8, 10];

/** The smallest number at or above a positive one that is the round end of a bar from 0. */
export function roundEnd(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const end = ROUND_ENDS.find((round) => round * power >= value * (1 - 1e-6)) ?? 10;
  return Number((end * power).toPrecision(12));
}

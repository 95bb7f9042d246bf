/** Steps that a person reads at a glance, times powers of ten. */
const NICE_STEPS = [1, 2, 2.5, 5, 10];

/** A number as legends show it: three digits at most, a real minus sign, no trailing zeros. */
export function legendNumber(value: number): string {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 0.001 || size >= 1e5)
      ? value.toExponential(1)
      : String(Number(value.toPrecision(3)));
  return text.replace("-", "\u2212");
}

/** Round numbers within a range (low < high), about `count` of them, ends included where they are round. */
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

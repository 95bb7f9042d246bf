/** A measured training step: the multiplications and additions of its convolutions, and its time. */
export interface MeasuredStep {
  readonly flops: number;
  readonly milliseconds: number;
}

/** Time of a training step as a linear function of its multiplications and additions. */
export interface StepCost {
  /** Of a step without any work. */
  readonly milliseconds: number;
  readonly millisecondsPerFlop: number;
}

/**
 * The line through the smallest and the largest measured step; through the origin if there is one step only, or if
 * the smaller one was not faster. Neither part is negative. Null without a measurement.
 */
export function fitStepCost(steps: readonly MeasuredStep[]): StepCost | null {
  const [first, ...rest] = [...steps].sort((a, b) => a.flops - b.flops);
  if (!first) return null;
  const last = rest.at(-1) ?? first;
  const proportional = { milliseconds: 0, millisecondsPerFlop: last.milliseconds / last.flops };
  if (last.flops === first.flops || last.milliseconds <= first.milliseconds) return proportional;
  const millisecondsPerFlop = (last.milliseconds - first.milliseconds) / (last.flops - first.flops);
  const milliseconds = first.milliseconds - millisecondsPerFlop * first.flops;
  return milliseconds < 0 ? proportional : { milliseconds, millisecondsPerFlop };
}

/** Estimated time of a step with this many multiplications and additions, ms. */
export function stepMilliseconds(cost: StepCost, flops: number): number {
  return cost.milliseconds + cost.millisecondsPerFlop * flops;
}

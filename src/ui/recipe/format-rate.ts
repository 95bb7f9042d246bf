/** A learning rate as text: `2.0e-3` as `2e-3`. */
export function formatRate(rate: number): string {
  return rate.toExponential(1).replace(".0e", "e");
}

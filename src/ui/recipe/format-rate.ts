/** A learning rate as text, e.g. `2e-3`; 1 is `1`. */
export function formatRate(rate: number): string {
  return rate === 1 ? "1" : rate.toExponential(1).replace(".0e", "e");
}

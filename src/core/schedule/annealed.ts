/** Shape of a transition between two learning rates. */
export type Annealing = "cosine" | "linear";

/** Value between `from` (fraction 0) and `to` (fraction 1), along half a cosine or a line. */
export function annealed(annealing: Annealing, from: number, to: number, fraction: number): number {
  if (annealing === "linear") return from + (to - from) * fraction;
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * fraction));
}

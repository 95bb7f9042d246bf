import type { PlainLossSpec } from "./loss-spec.ts";
export interface SharedLoss extends PlainLossSpec {
  readonly kind: "shared";
  readonly constants: {
    readonly crossEntropyWeight: number;
    readonly diceWeight: number;
    readonly smoothing: number;
    readonly vectorWeight: number;
    readonly levelWeight: number;
  };
  readonly fromSums: (sums: ArrayLike<number>, scale: number) => number;
}
export function sharedLoss({
  mask,
  vectors,
  levels,
}: {
  mask: number;
  vectors: number;
  levels: number;
}): SharedLoss {
  const diceWeight = 0.4 * mask,
    smoothing = 1;
  return {
    kind: "shared",
    task: "shared",
    targets: { mask: 1, unit_vectors: 2, level: 1, vector_weight: 1, level_weight: 1 },
    weightedBy: null,
    constants: {
      crossEntropyWeight: 0.6 * mask,
      diceWeight,
      smoothing,
      vectorWeight: vectors,
      levelWeight: levels,
    },
    fromSums: (s, scale) =>
      s[0] * scale + diceWeight * (1 - (2 * s[1] + smoothing) / (s[2] + s[3] + smoothing)),
    unit: "1",
    title: "x",
  };
}
export const SHARED_LOSS = sharedLoss({ mask: 1, vectors: 1, levels: 0.3 });

import type { Batch } from "../core/dataset/batch.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { NumberArray } from "../nets/weights.ts";
import type { NamedArrays } from "./executor.ts";

/** What a network is given and what it is taught for one batch. */
export interface StageArrays {
  readonly inputs: NamedArrays;
  readonly targets: NamedArrays;
}

/**
 * Arrays of one stage. `gate` is the mask that the Direction Net sees, `[size, rows, columns, 1]`; the true mask
 * when it is null. Pixels that the gate leaves out get no direction and are not taught one.
 */
export function stageArrays(stage: Stage, batch: Batch, gate: Float32Array | null): StageArrays {
  const shaped = (data: Float32Array, channels = 1): NumberArray => ({
    shape: [batch.size, batch.rows, batch.columns, channels],
    data,
  });
  const mask = shaped(batch.mask);
  const weight = shaped(batch.weight);
  const inside = shaped(batch.inside);
  const unitVectors = shaped(batch.unitVectors, 2);
  switch (stage) {
    case "semantic":
      return { inputs: { image: shaped(batch.image) }, targets: { mask, inside } };
    case "direction": {
      const valid = gate ? batch.valid.map((on, pixel) => on * gate[pixel]) : batch.valid;
      return {
        inputs: { image: shaped(batch.image), mask: gate ? shaped(gate) : mask },
        targets: { unit_vectors: unitVectors, valid: shaped(valid), weight },
      };
    }
    case "energy":
      return {
        inputs: { unit_vectors: unitVectors, mask },
        targets: {
          level: { shape: [batch.size, batch.rows, batch.columns], data: batch.level },
          mask,
          weight,
          inside,
        },
      };
  }
}

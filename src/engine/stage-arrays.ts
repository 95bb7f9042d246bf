import type { Batch } from "../core/dataset/sampling/batch.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { NumberArray } from "../nets/weights.ts";
import type { NamedArrays } from "./executor.ts";

/** Inputs and targets of a network for one batch. */
export interface StageArrays {
  readonly inputs: NamedArrays;
  readonly targets: NamedArrays;
}

/**
 * Arrays of one stage of the published pipeline. `gate` is the mask seen by the Direction Net, `[size, rows, columns, 1]`; null selects
 * the ground-truth mask. Pixels outside the gate have no direction and no level, and do not contribute to the
 * loss. Ignored pixels are -1 in the target mask of the U-Net and background in all other masks. Every array has four axes:
 * masks and levels keep their channel.
 * Throws a RangeError if the gate is of another size.
 */
export function stageArrays(
  stage: Exclude<Stage, "shared">,
  batch: Batch,
  gate: Float32Array | null,
): StageArrays {
  const pixels = batch.size * batch.rows * batch.columns;
  if (gate && gate.length !== pixels) {
    throw new RangeError(
      `the gate has ${gate.length} values, but ${batch.size} x ${batch.rows} x ${batch.columns} are needed`,
    );
  }
  const shaped = (data: Float32Array, channels = 1): NumberArray => ({
    shape: [batch.size, batch.rows, batch.columns, channels],
    data,
  });
  const mask = shaped(batch.mask.map((truth) => Math.max(0, truth)));
  const weight = shaped(batch.weight);
  const inside = shaped(batch.inside);
  const unitVectors = shaped(batch.unitVectors, 2);
  const level = shaped(batch.level);
  const gateMask = gate ? shaped(gate) : mask;
  const within = (plane: Float32Array) =>
    shaped(gate ? plane.map((value, pixel) => value * gate[pixel]) : plane);
  switch (stage) {
    case "semantic":
      return { inputs: { image: shaped(batch.image) }, targets: { mask: shaped(batch.mask), inside } };
    case "direction":
      return {
        inputs: { image: shaped(batch.image), mask: gateMask },
        targets: { unit_vectors: unitVectors, valid: within(batch.valid), weight },
      };
    case "energy":
      return { inputs: { unit_vectors: unitVectors, mask }, targets: { level, mask, weight, inside } };
    case "joint":
      return {
        inputs: { image: shaped(batch.image), mask: gateMask },
        targets: { level, mask: within(mask.data), weight, inside },
      };
  }
}

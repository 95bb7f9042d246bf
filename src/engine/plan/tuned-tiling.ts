import { type Choice, type Choices, type LayerWork, layerShape } from "./choice.ts";
import { partsOf } from "./ir/parts.ts";
import { vectorsOf } from "./ir/view.ts";
import { sharedGeometry } from "./operations/shared-geometry.ts";
import { hasWinograd } from "./operations/winograd-convolution.ts";
import { WINOGRAD_WEIGHTS_SIZE } from "./operations/winograd-weight-gradient.ts";
import type { Tiling } from "./tiles.ts";

/** Whether a choice is valid for the work. Stored choices may not be. */
export function fitsWork({ pass, size, x, target }: LayerWork, choice: Choice): boolean {
  // Those of the CPU, which has no tuning.
  if (choice.kind === "winograd") return pass !== "weight gradient" && hasWinograd(size);
  if (choice.kind === "winograd weights") return pass === "weight gradient" && size === WINOGRAD_WEIGHTS_SIZE;
  const [from, to] = [vectorsOf(x), vectorsOf(target)];
  if (choice.kind === "weights") {
    return pass === "weight gradient" && from % choice.inVectors === 0 && to % choice.outVectors === 0;
  }
  if (pass === "weight gradient" || to % choice.vectors !== 0) return false;
  switch (choice.kind) {
    case "direct":
      return true;
    case "shared":
      return sharedGeometry(size, choice, to) !== null;
    case "splitK":
      return choice.parts > 1 && partsOf(from, choice.parts) === choice.parts;
  }
}

/** A default table, overridden by `choices` for the shapes that they contain. */
export function tunedTiling(table: Tiling, choices: Choices): Tiling {
  const chosen = (work: LayerWork): Choice | null => {
    const choice = choices[layerShape(work)];
    return choice && fitsWork(work, choice) ? choice : null;
  };
  return {
    ...table,
    choices,
    convolution(work) {
      const choice = chosen(work);
      return choice && choice.kind !== "weights" && choice.kind !== "winograd weights"
        ? choice
        : table.convolution(work);
    },
    weightGradient(work) {
      const choice = chosen(work);
      return choice?.kind === "weights" || choice?.kind === "winograd weights"
        ? choice
        : table.weightGradient(work);
    },
  };
}

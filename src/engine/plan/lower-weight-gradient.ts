import type { LayerWork, WeightGradientChoice } from "./choice.ts";
import type { Dispatch, Region } from "./ir/dispatch.ts";
import { VECTOR, vectorsOf } from "./ir/view.ts";
import { addParts } from "./operations/add-parts.ts";
import { weightGradient, weightGradientParts } from "./operations/weight-gradient.ts";
import { winogradParts, winogradWeightGradient } from "./operations/winograd-weight-gradient.ts";
import type { PlanBuilder } from "./plan-builder.ts";

/**
 * Appends `parts` partial sums of `vectors` vectors each, written by `write`, and their addition in order.
 */
export function lowerSummed(
  builder: PlanBuilder,
  emit: (dispatch: Dispatch) => void,
  { parts, vectors, total }: { readonly parts: number; readonly vectors: number; readonly total: Region },
  write: (partial: Region) => Dispatch,
): void {
  if (parts === 1) {
    emit(write(total));
    return;
  }
  const partial = builder.temporary("scratch", parts * vectors);
  emit(write(partial));
  emit(addParts({ parts, length: vectors, partial, total }));
}

/** Appends the weight gradient of a convolution, tiled as chosen. */
export function lowerWeightGradient(
  builder: PlanBuilder,
  emit: (dispatch: Dispatch) => void,
  { size, x, target }: LayerWork,
  total: Region,
  choice: WeightGradientChoice,
): void {
  const shape = { size, x, gradient: target };
  const vectors = size * size * vectorsOf(x) * VECTOR * vectorsOf(target);
  if (choice.kind === "winograd weights") {
    const parts = winogradParts(shape, choice.maxParts);
    lowerSummed(builder, emit, { parts, vectors, total }, (partial) =>
      winogradWeightGradient({ ...shape, parts, partial }),
    );
    return;
  }
  const parts = weightGradientParts(shape, choice, choice.threads);
  lowerSummed(builder, emit, { parts, vectors, total }, (partial) =>
    weightGradient({ ...shape, parts, partial, tile: choice }),
  );
}

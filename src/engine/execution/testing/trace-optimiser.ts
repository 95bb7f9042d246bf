import type { OptimiserRecipe } from "../../../core/recipe/optimisers.ts";
import { STEP_SCALARS } from "../../plan/ir/step-scalars.ts";
import { VECTOR, VECTOR_BYTES } from "../../plan/ir/view.ts";
import { lowerUpdate, stepScalars } from "../../plan/lower-update.ts";
import { PlanBuilder } from "../../plan/plan-builder.ts";
import type { PlanEngine } from "./plan-engine.ts";

/** Parameters after each step, for given gradients and a constant learning rate. */
export async function traceOptimiser(
  { createRunner }: Pick<PlanEngine, "createRunner">,
  recipe: OptimiserRecipe,
  start: Float32Array,
  gradients: readonly Float32Array[],
  rate: number,
): Promise<Float32Array[]> {
  const length = Math.ceil(start.length / VECTOR);
  const padded = (values: Float32Array) => {
    const vectors = new Float32Array(VECTOR * length);
    vectors.set(values);
    return vectors;
  };
  const builder = new PlanBuilder();
  lowerUpdate(builder, recipe, length, "gradients");
  const runner = createRunner((name) =>
    name === "scalars" ? STEP_SCALARS.length * Float32Array.BYTES_PER_ELEMENT : length * VECTOR_BYTES,
  );
  runner.writeShared("parameters", padded(start));
  const ready = await runner.prepare(builder.plan());
  const traced: Float32Array[] = [];
  for (const [index, gradient] of gradients.entries()) {
    runner.writeShared("gradients", padded(gradient));
    runner.writeShared("scalars", stepScalars(recipe, { step: index + 1, rate, lossScale: 1 }));
    await ready.run([]);
    traced.push((await runner.readShared("parameters")).slice(0, start.length));
  }
  ready.dispose();
  runner.dispose();
  return traced;
}

import { describe, expect, it } from "vitest";
import { stageLoss } from "../../../core/losses/loss.ts";
import { RECIPES } from "../../../core/recipe/presets.ts";
import { STAGES } from "../../../core/recipe/recipe.ts";
import { multiplyAdds } from "../../../nets/count.ts";
import { stageGraph } from "../../../nets/stage-graph.ts";
import { compileTraining } from "../../plan/compile.ts";
import { layOutParameters } from "../../plan/parameter-layout.ts";
import { placeBuffers } from "../../plan/place-buffers.ts";
import { GPU_TILING, SOFTWARE_TILING } from "../../plan/tiles.ts";
import { kernelOf } from "../kernels/kernels.ts";
import { describeStep } from "./describe-step.ts";

const SIZE = { batch: 3, rows: 32, columns: 48 };

const CASES = STAGES.flatMap((stage) => {
  const graph = stageGraph(stage, RECIPES.tiny.networks);
  const options = { graph, loss: stageLoss(stage), optimiser: RECIPES.tiny.stages[stage].optimiser };
  return [SOFTWARE_TILING, GPU_TILING].map((tiling, index) => ({
    name: `${graph.title}, ${["software", "GPU"][index]}`,
    ...options,
    tiling,
    description: describeStep(options, SIZE, tiling),
  }));
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe.each(CASES)("the description of $name", ({ graph, loss, optimiser, tiling, description }) => {
  const { rows, kernels, slots, arenas } = description;
  const network = { graph, layout: layOutParameters(graph), tiling, seed: 0 };
  const plan = compileTraining(network, SIZE, loss, optimiser);

  it("has a row for each dispatch of the plan, in order, and each kernel once", () => {
    expect(rows.map(({ layer, phase, kernel }) => [layer, phase, kernels[kernel].wgsl])).toEqual(
      plan.dispatches.map(({ layer, phase, kernel }) => [layer, phase, kernelOf(kernel).wgsl]),
    );
    expect(new Set(kernels.map(({ wgsl }) => wgsl)).size).toBe(kernels.length);
    for (const { kernel, operands } of rows) expect(operands).toHaveLength(kernels[kernel].bindings.length);
  });

  it("counts the operations of every convolution, except for the gradient of the image", () => {
    const differentiated = new Set(
      rows.filter(({ kernel }) => kernels[kernel].name === "flip weights").map(({ layer }) => layer),
    );
    const convolutions = graph.nodes.filter(({ kind }) => kind === "conv").map(({ name }) => name);
    const [first, ...others] = convolutions;
    expect(convolutions.filter((name) => differentiated.has(name))).toEqual(others);
    const omitted = rows.find(({ layer, flops }) => layer === first && flops !== null)?.flops ?? 0;
    const counted = sum(rows.map(({ flops }) => flops ?? 0));
    expect(counted + omitted).toBe(6 * SIZE.batch * multiplyAdds(graph, SIZE.rows, SIZE.columns));
    expect(description.flops).toBe(counted + omitted);
  });

  it("sums to the bytes of the slots and of the arenas", () => {
    const placed = sum(placeBuffers(plan).map(({ bytes }) => bytes));
    expect(sum(slots.map(({ bytes }) => bytes))).toBe(placed);
    expect(description.bytes).toBe(placed + sum(arenas.map(({ bytes }) => bytes)));
  });

  it("never shows two buffers in one slot at one time, nor one that is larger than its slot", () => {
    for (const { bytes, tenants } of slots) {
      const inOrder = [...tenants].sort((a, b) => a.first - b.first);
      inOrder.forEach((tenant, index) => {
        expect(tenant.bytes).toBeLessThanOrEqual(bytes);
        if (index > 0) expect(tenant.first).toBeGreaterThan(inOrder[index - 1].last);
      });
    }
  });

  it("keeps every buffer in its slot while dispatches use it", () => {
    const alive = (index: number) =>
      slots.flatMap(({ tenants }) => tenants.filter(({ first, last }) => first <= index && index <= last));
    const shared = new Set(arenas.map(({ name }) => name));
    rows.forEach(({ operands }, index) => {
      const ids = new Set(alive(index).map(({ id }) => id));
      for (const { id, buffer } of operands) expect(shared.has(buffer) || ids.has(id), buffer).toBe(true);
    });
  });
});

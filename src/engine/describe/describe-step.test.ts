import { describe, expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { RECIPES } from "../../core/recipe/presets.ts";
import { STAGES } from "../../core/recipe/recipe.ts";
import { multiplyAdds } from "../../nets/count.ts";
import { stageGraph } from "../../nets/stage-graph.ts";
import { compileTraining } from "../plan/compile.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import { placeBuffers } from "../plan/place-buffers.ts";
import { CPU_TILING, GPU_TILING, SOFTWARE_TILING } from "../plan/tiles.ts";
import { describeDispatches as onCpu } from "../wasm/describe-dispatches.ts";
import { compileModule } from "../wasm/kernel-module.ts";
import { describeDispatches as onGpu } from "../webgpu/describe-dispatches.ts";
import { describeStep } from "./describe-step.ts";

const SIZE = { batch: 3, rows: 32, columns: 48 };

const MODULE = await compileModule("exact");

const ENGINES = [
  { engine: "software", tiling: SOFTWARE_TILING, describer: onGpu },
  { engine: "GPU", tiling: GPU_TILING, describer: onGpu },
  { engine: "CPU", tiling: CPU_TILING, describer: () => onCpu(MODULE) },
];

const CASES = STAGES.flatMap((stage) => {
  const graph = stageGraph(stage, RECIPES.tiny.networks);
  const options = { graph, loss: stageLoss(stage), optimiser: RECIPES.tiny.stages[stage].optimiser };
  return ENGINES.map(({ engine, tiling, describer }) => ({
    name: `${graph.title}, ${engine}`,
    ...options,
    tiling,
    describer,
    description: describeStep(options, SIZE, tiling, describer()),
  }));
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe.each(CASES)(
  "the description of $name",
  ({ graph, loss, optimiser, tiling, describer, description }) => {
    const { rows, kernels, slots, arenas } = description;
    const network = { graph, layout: layOutParameters(graph), tiling, seed: 0 };
    const plan = compileTraining(network, SIZE, loss, optimiser);

    it("has a row for each dispatch of the plan, in order, and each kernel once", () => {
      const describeOne = describer();
      expect(rows.map(({ layer, phase, kernel }) => [layer, phase, kernels[kernel]])).toEqual(
        plan.dispatches.map((dispatch) => [dispatch.layer, dispatch.phase, describeOne(dispatch).kernel]),
      );
      expect(new Set(kernels).size).toBe(kernels.length);
      for (const { kernel, operands, sizes, units } of rows) {
        const { bindings, explanation, source, ...others } = kernels[kernel];
        expect(operands).toHaveLength(bindings.length);
        expect(sizes).toHaveLength(others.sizes.length);
        expect(sizes.every(Number.isInteger)).toBe(true);
        expect(units).toBeGreaterThan(0);
        expect(explanation).toMatch(/\w.+\.$/);
        expect(source).toMatch(tiling === CPU_TILING ? /^export function /m : /fn main\(/);
      }
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
  },
);

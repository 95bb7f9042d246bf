import { expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { RECIPES } from "../../core/recipe/presets.ts";
import { stageGraph } from "../../nets/stage-graph.ts";
import { SOFTWARE_TILING } from "../plan/tiles.ts";
import { describeDispatches } from "../webgpu/describe-dispatches.ts";
import { describeStep } from "./describe-step.ts";

const { networks, batch, crop, stages } = RECIPES.quick;
const DOCUMENT = "../../../docs/plan-direction-net.md";

it("the plan in the docs is up to date", async () => {
  const graph = stageGraph("direction", networks);
  const options = { graph, loss: stageLoss("direction"), optimiser: stages.direction.optimiser };
  const size = { batch, rows: crop, columns: crop };
  const { rows, kernels, flops, bytes } = describeStep(options, size, SOFTWARE_TILING, describeDispatches());
  const lines = rows.map(({ phase, layer, kernel, units, flops: work }, index) => {
    const { name, variant } = kernels[kernel];
    const cells = [index + 1, phase, layer, variant ? `${name} (${variant})` : name, units];
    return `| ${[...cells, work ? (work / 1e6).toFixed(1) : ""].join(" | ")} |`;
  });
  const document = `# The plan of a small Direction Net

One training step of \`quick\`: ${graph.title}, ${batch} images of ${crop} x ${crop} px, Adam, as it is cut for a software adapter.
${rows.length} dispatches of ${kernels.length} programs, ${(flops / 1e9).toFixed(2)} GF, ${(bytes / 1e6).toFixed(1)} MB. Written by \`plan-document.test.ts\`, which fails when the
plan becomes another one; [engine](engine.md) explains it, the Engine panel shows it with times, memory and programs.

| # | phase | layer | kernel | threads | MF |
| --- | --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
  await expect(document).toMatchFileSnapshot(DOCUMENT);
});

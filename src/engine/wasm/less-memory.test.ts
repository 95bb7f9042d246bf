import { expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { initialise } from "../../nets/initialise.ts";
import { unet } from "../../nets/unet.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
import { PlanExecutor } from "../execution/plan-executor.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import type { Plan } from "../plan/plan-builder.ts";
import { memoryOf } from "../plan/plan-memory.ts";
import { CPU_TILING } from "../plan/tiles.ts";
import { ADAM } from "../testing/optimiser-suite.ts";
import { engineInNode } from "./testing/engine-under-test.ts";
import { WASM_LIMITS } from "./wasm-memory.ts";
import { type WasmPlan, WasmRunner } from "./wasm-runner.ts";

const GRAPH = unet({ F: 2, depth: 2 });
const OPTIONS = {
  graph: GRAPH,
  loss: stageLoss("semantic"),
  optimiser: ADAM,
  weights: initialise(GRAPH, 1),
};

function arrayOf(value: (at: number) => number) {
  const shape = [1, 192, 256, 1];
  return { shape, data: Float32Array.from({ length: 192 * 256 }, (_, at) => value(at)) };
}

/** Has no memory left for plans of more than `most` bytes, whatever the limits say. */
class ShortRunner extends WasmRunner {
  most = Number.POSITIVE_INFINITY;

  override async prepare(plan: Plan): Promise<WasmPlan> {
    const { bytes } = memoryOf(layOutParameters(GRAPH), [plan]);
    if (bytes > this.most) throw new OutOfMemoryError("full");
    return super.prepare(plan);
  }
}

async function createShort(most: number) {
  const engine = await engineInNode(1);
  const executor = new PlanExecutor<WasmPlan, ShortRunner>(
    OPTIONS,
    (bytesOf) => Object.assign(new ShortRunner(engine, bytesOf), { most }),
    CPU_TILING,
    WASM_LIMITS,
  );
  return executor;
}

it("evaluates and predicts in smaller tiles where less memory is left than the limits say", async () => {
  const inputs = { image: arrayOf((at) => Math.sin(at * at)) };
  const targets = { mask: arrayOf((at) => Number(Math.sin(at) > 0)), inside: arrayOf(() => 1) };
  const whole = await createShort(Number.POSITIVE_INFINITY);
  const expected = await whole.evaluate(inputs, targets);
  const output = await whole.predict(inputs);
  for (const most of [2.4e6, 1.5e6]) {
    const short = await createShort(most);
    expect(await short.evaluate(inputs, targets)).toEqual(expected);
    expect(await short.predict(inputs)).toEqual(output);
    short.dispose();
  }
  const none = await createShort(1e5);
  const refused = none.predict(inputs);
  await expect(refused).rejects.toThrow(OutOfMemoryError);
  await expect(refused).rejects.toThrow("not even in tiles");
  for (const executor of [whole, none]) executor.dispose();
});

import { expect, inject, it } from "vitest";
import type { Batch } from "../../core/dataset/sampling/batch.ts";
import { stageLoss } from "../../core/losses/loss.ts";
import { initialise } from "../../nets/initialise.ts";
import { unet } from "../../nets/unet.ts";
import type { Weights } from "../../nets/weights.ts";
import { openDevice, type WatchedDevice } from "../device/webgpu-device.ts";
import type { ExecutorOptions } from "../executor.ts";
import { stageArrays } from "../stage-arrays.ts";
import { WebgpuExecutor } from "../webgpu/webgpu-executor.ts";
import { StageTraining } from "./trainer.ts";
import { freshCheckpoint, NOTHING_REMEMBERED } from "./training-checkpoint.ts";
import { validate } from "./validation.ts";

/** A multiple of 150, at least 300: the device is destroyed after a third and after two thirds. */
const STEPS = inject("soakSteps");
const EPOCH = 50;
const SIDE = 8;
const GRAPH = unet({ F: 1, depth: 1 });
const OPTIONS: ExecutorOptions = {
  graph: GRAPH,
  loss: stageLoss("semantic"),
  optimiser: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  weights: initialise(GRAPH, 1),
};

/** A bright square whose position depends on the step. */
function batchAt(step: number): Batch {
  const pixels = SIDE * SIDE;
  const [top, left] = [step % 4, (step >> 2) % 4];
  const mask = Float32Array.from({ length: pixels }, (_, at) => {
    const [row, column] = [Math.floor(at / SIDE), at % SIDE];
    return Number(row >= top && row < top + 4 && column >= left && column < left + 4);
  });
  const image = mask.map((value, at) => value + Math.sin(step + 3 * at));
  const ones = new Float32Array(pixels).fill(1);
  const zeros = new Float32Array(pixels);
  return {
    size: 1,
    rows: SIDE,
    columns: SIDE,
    image,
    mask,
    unitVectors: new Float32Array(2 * pixels),
    valid: zeros,
    weight: zeros,
    level: zeros,
    inside: ones,
  };
}

interface CountedDevice {
  readonly watched: WatchedDevice;
  alive(): number;
}

/** A device that counts its live buffers. */
async function countedDevice(): Promise<CountedDevice> {
  const watched = await openDevice();
  if (!watched) throw new Error("the browser of this test has no WebGPU adapter");
  const { device } = watched;
  const create = device.createBuffer.bind(device);
  let alive = 0;
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    alive += 1;
    buffer.destroy = () => {
      alive -= 1;
      destroy();
    };
    return buffer;
  };
  return { watched, alive: () => alive };
}

/** Trains from a device on, and destroys the device after the given steps. */
async function soak(first: CountedDevice, destroyedAfter: readonly number[]) {
  let counted = first;
  const start = () => new WebgpuExecutor(OPTIONS, counted.watched);
  let executor = start();
  const prepare = async (batch: Batch) => stageArrays("semantic", batch, null);
  const validation = async function* () {
    const batch = batchAt(-1);
    yield { ...batch, labels: new Int32Array(batch.mask.length) };
  };
  let kept: Weights = {};
  /** Resources of each device from its second epoch on. */
  const held = [new Set<string>()];
  let started = 0;
  const losses: number[] = [];
  const resumed: number[] = [];
  const training = new StageTraining({
    stage: "semantic",
    executor,
    start: freshCheckpoint(OPTIONS.weights),
    steps: STEPS,
    learningRateAt: () => 1e-3,
    epochsAfter: (step) => (step + 1) / EPOCH,
    batchAt: async (step) => batchAt(step),
    prepare,
    validate: () => validate("semantic", executor, validation(), prepare),
    mayRunAhead: () => true,
    callbacks: { read: () => NOTHING_REMEMBERED, write: () => {} },
    endsEarly: () => false,
    wantsCheckpoint: () => false,
    replaceExecutor: async (state) => {
      counted = await countedDevice();
      executor = start();
      executor.writeState(state);
      return executor;
    },
  });
  const toDestroy = [...destroyedAfter];
  for await (const event of training) {
    if (event.kind === "resume") {
      resumed.push(event.step);
      held.push(new Set());
      started = event.step;
    }
    if (event.kind === "checkpoint") kept = event.checkpoint.state.weights;
    if (event.kind !== "step") continue;
    losses[event.step - 1] = event.loss;
    if (event.step === toDestroy[0]) {
      toDestroy.shift();
      counted.watched.device.destroy();
    }
    if (event.step % EPOCH === EPOCH / 2 && event.step > started + EPOCH)
      held[held.length - 1].add(`${executor.memoryBytes()} bytes, ${counted.alive()} buffers`);
  }
  executor.dispose();
  // Plans are released once no caller awaits them.
  await new Promise((resolve) => setTimeout(resolve));
  return { kept, held, losses, resumed, left: counted.alive() };
}

it(`trains ${STEPS} steps in constant memory, and bit-identically when its device is destroyed in between`, async () => {
  const device = await countedDevice();
  const undisturbed = await soak(device, []);
  expect(undisturbed.held.map(({ size }) => size)).toEqual([1]);
  expect(undisturbed.left).toBe(0);
  expect(undisturbed.losses).toHaveLength(STEPS);
  const disturbed = await soak(device, [STEPS / 3 + 10, (2 * STEPS) / 3 + 10]);
  expect(disturbed.resumed).toEqual([STEPS / 3, (2 * STEPS) / 3]);
  expect(disturbed.held.map(({ size }) => size)).toEqual([1, 1, 1]);
  expect(disturbed.losses).toEqual(undisturbed.losses);
  expect(disturbed.kept).toEqual(undisturbed.kept);
  expect(disturbed.left).toBe(0);
});

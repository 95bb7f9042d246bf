import { createRandom } from "../../../core/augment/random.ts";
import type { Batch } from "../../../core/dataset/sampling/batch.ts";
import { stageLoss } from "../../../core/losses/loss.ts";
import type { OptimiserRecipe } from "../../../core/recipe/optimisers.ts";
import { RECIPES } from "../../../core/recipe/presets.ts";
import type { Stage } from "../../../core/recipe/recipe.ts";
import { directionNet } from "../../../nets/direction-net.ts";
import type { Graph } from "../../../nets/graph.ts";
import { initialise } from "../../../nets/initialise.ts";
import { unet } from "../../../nets/unet.ts";
import { watershedNet } from "../../../nets/watershed-net.ts";
import type { StepResult } from "../../executor.ts";
import { recipeArrays } from "../../shared-arrays.ts";
import type { TrainingState } from "../../training-state.ts";
import { createWasmExecutor } from "../wasm-executor.ts";
import type { WasmEngine } from "../wasm-runner.ts";

/** Results and final state of a training. */
export interface Trained {
  readonly results: readonly StepResult[];
  readonly state: TrainingState;
}

const STEPS = 20;
const RATE = 1e-2;
/** Multiples of 16, with odd numbers of columns in the deepest layers. */
const [IMAGES, ROWS, COLUMNS, LEVELS] = [2, 32, 48, 16];

const NETS: readonly { readonly stage: Stage; readonly graph: Graph }[] = [
  { stage: "semantic", graph: unet({ F: 4, depth: 2 }) },
  { stage: "direction", graph: directionNet({ m: 1 / 32 }) },
  { stage: "energy", graph: watershedNet({ m: 1 / 32, dropout: 0.3 }) },
];

const MOMENTS = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const OPTIMISERS: Readonly<Record<string, OptimiserRecipe>> = {
  adam: { kind: "adam", ...MOMENTS, weightDecay: 0 },
  "adamw, clipped": { kind: "adamw", ...MOMENTS, weightDecay: 0.01, clipNorm: 0.1 },
  sgd: { kind: "sgd", momentum: 0.9, nesterov: true, weightDecay: 1e-4 },
};

/**
 * Hashes of the trainings of `trainAll` with exact kernels. Another order of sums changes them.
 *
 * What is promised: WebAssembly without relaxed operations defines every bit but those of NaN, so the kernels give
 * the same ones on every processor and in every engine, for any number of threads. The numbers that come from
 * JavaScript are its business: the initial weights (`Math.log`, `Math.cos`) and the scalars of Adam (`**`), whose
 * last bits the language leaves to the engine. All versions of V8 tried give these; other engines may not.
 */
export const EXACT_HASHES: Readonly<Record<string, string>> = {
  "semantic, adam": "2a9308e2f7020ccb0f786d63d39f812973bd4d98e7035c6410f162102b2b8586",
  "semantic, adamw, clipped": "bcc9d2c67a1b6e1f344a4f14af7eb4b724a288505d431c43b2a63783378d1258",
  "semantic, sgd": "013028d859e5fc8a692bb8b23269c766facb9165c23b0ec972be1a04a7677854",
  "direction, adam": "3310c6caae818ff9179d418a35d2024f35485614f0d099852b80db08f432a143",
  "direction, adamw, clipped": "4f8757bbc0a886f1923b78d93de4d946fb7a00cf7dfc5210936bedc2d3c5cfb0",
  "direction, sgd": "a1bd96f40b30caeb909de72477ac8833bf3e9cfc0af5b0d57068d320ea43b7bd",
  "energy, adam": "be0422ed2f6be342d4684579e5b60655961978c9fb234d9934aa644ee6e975a8",
  "energy, adamw, clipped": "4e83c75e86bd571c85282e519ce1dec2dfd9db05ef81c2696c240a6cf5fe7988",
  "energy, sgd": "c30888f511838c9d077236956332adf68850f33a7bc7e3676ab7873bfee7e5a7",
};

/** SHA-256 of the results and of all arrays of the state in order, in hexadecimal. */
export async function hashOf({ results, state: { weights, memory } }: Trained): Promise<string> {
  const arrays = [weights, ...memory].flatMap((set) => Object.values(set));
  const numbers = results.flatMap(({ loss, gradientNorm }) => [loss, gradientNorm]);
  const values = Float64Array.from([...numbers, ...arrays.flatMap(({ data }) => Array.from(data))]);
  const hash = await crypto.subtle.digest("SHA-256", values);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A batch by additions and multiplications only, the same in every engine. */
function exactBatch(): Batch {
  const random = createRandom(1);
  const plane = (value: () => number, channels = 1) =>
    Float32Array.from({ length: IMAGES * ROWS * COLUMNS * channels }, value);
  const mask = plane(() => Number(random.chance(0.7)));
  return {
    size: IMAGES,
    rows: ROWS,
    columns: COLUMNS,
    image: plane(() => random.uniform(-2, 2)),
    mask,
    unitVectors: plane(() => (random.chance(0.5) ? Math.SQRT1_2 : -Math.SQRT1_2), 2),
    valid: mask,
    weight: plane(() => random.uniform(0.01, 0.1)),
    level: plane(() => random.integer(LEVELS)),
    inside: plane(() => 1),
  };
}

async function train(
  engine: WasmEngine,
  { stage, graph }: (typeof NETS)[number],
  optimiser: OptimiserRecipe,
): Promise<Trained> {
  const weights = initialise(graph, 1);
  const executor = createWasmExecutor({ graph, loss: stageLoss(stage), optimiser, weights, seed: 3 }, engine);
  const { inputs, targets } = recipeArrays(stage, exactBatch(), null, RECIPES.tiny);
  const results: StepResult[] = [];
  for (let step = 0; step < STEPS; step++) results.push(await executor.step(inputs, targets, RATE));
  const state = await executor.readState();
  executor.dispose();
  return { results, state };
}

/** Twenty steps of the three networks with each optimiser, the last network with dropout; by name. */
export async function trainAll(engine: WasmEngine): Promise<Record<string, Trained>> {
  const trained: Record<string, Trained> = {};
  for (const net of NETS) {
    for (const [name, optimiser] of Object.entries(OPTIMISERS)) {
      trained[`${net.stage}, ${name}`] = await train(engine, net, optimiser);
    }
  }
  return trained;
}

/** The hashes of trainings, by name. */
export async function hashesOf(trained: Readonly<Record<string, Trained>>): Promise<Record<string, string>> {
  const hashes = Object.entries(trained).map(async ([name, one]) => [name, await hashOf(one)] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

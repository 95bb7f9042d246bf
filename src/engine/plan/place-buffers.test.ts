import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/augment/random.ts";
import { DIRECTION_LOSS } from "../../core/losses/direction-loss.ts";
import { ENERGY_LOSS } from "../../core/losses/energy-loss.ts";
import type { Loss } from "../../core/losses/loss.ts";
import { MASK_LOSS } from "../../core/losses/mask-loss.ts";
import { directionNet } from "../../nets/direction-net.ts";
import type { Graph } from "../../nets/graph.ts";
import { unet } from "../../nets/unet.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import { randomGraph } from "../testing/random-graph.ts";
import { compileEvaluation, compilePrediction, compileTraining } from "./compile.ts";
import type { Dispatch } from "./ir/dispatch.ts";
import { VECTOR_BYTES } from "./ir/view.ts";
import { layOutParameters } from "./parameter-layout.ts";
import { placeBuffers } from "./place-buffers.ts";
import type { Plan } from "./plan-builder.ts";
import { SIGNATURES } from "./signatures.ts";
import { SOFTWARE_TILING } from "./tiles.ts";

const ADAM = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;
const MEGABYTE = 1e6;

const network = (graph: Graph) => ({
  graph,
  layout: layOutParameters(graph),
  tiling: SOFTWARE_TILING,
  seed: 1,
});
const bytesOf = (plan: Plan) => placeBuffers(plan).reduce((sum, { bytes }) => sum + bytes, 0);

/** The buffers of a dispatch, in the order of its signature, with the kernel's access to them. */
function accessesOf({ kernel, operands }: Dispatch) {
  const { views, reads, writes } = SIGNATURES[kernel.name];
  const arrays = [
    ...Object.keys(reads).map((name) => [name, "read"] as const),
    ...Object.keys(writes).map((name) => [name, "write"] as const),
  ];
  return [...Object.entries(views), ...arrays]
    .filter(([name]) => name in operands)
    .map(([name, access]) => ({ buffer: operands[name].buffer, access }));
}

/** Simulates a plan on numbered tokens: every read must see the last write to the same buffer. */
function expectNothingOverwritten(plan: Plan): void {
  const slotOf = new Map<number, number>();
  placeBuffers(plan).forEach(({ buffers }, slot) => {
    for (const buffer of buffers) slotOf.set(buffer, slot);
  });
  const holds = new Map<number, number>();
  for (const dispatch of plan.dispatches) {
    const accesses = accessesOf(dispatch);
    const written = new Set<number>();
    for (const { buffer, access } of accesses) {
      const slot = slotOf.get(buffer);
      if (slot === undefined) continue;
      if (access === "read") {
        expect(written.has(slot)).toBe(false);
        if (plan.buffers[buffer].kind === "temporary") expect(holds.get(slot)).toBe(buffer);
      } else {
        written.add(slot);
        holds.set(slot, buffer);
      }
    }
    for (const { buffer, access } of accesses) {
      const slot = slotOf.get(buffer);
      if (access === "read" && slot !== undefined) expect(written.has(slot)).toBe(false);
    }
  }
}

const CASES: readonly (readonly [Graph, Loss])[] = [
  [unet({ F: 8, depth: 3 }), MASK_LOSS],
  [directionNet({ m: 1 / 8 }), DIRECTION_LOSS],
  [watershedNet({ m: 1 / 8, dropout: 0.3 }), ENERGY_LOSS],
  ...Array.from(
    { length: 60 },
    (_, seed) => [randomGraph(createRandom(seed, 1), 2, 16), DIRECTION_LOSS] as const,
  ),
];

describe("slot assignment", () => {
  it.each(CASES.map(([graph, loss], index) => [`${index} ${graph.title}`, graph, loss] as const))(
    "gives a slot only to buffers with disjoint lifetimes: %s",
    (_, graph, loss) => {
      const size = { batch: 2, rows: 32, columns: 48 };
      expectNothingOverwritten(compileTraining(network(graph), size, loss, ADAM));
      expectNothingOverwritten(compileEvaluation(network(graph), size, loss));
    },
  );

  it("never binds the same memory for reading and writing in one kernel", () => {
    for (const [graph, loss] of CASES) {
      const plan = compileTraining(network(graph), { batch: 2, rows: 32, columns: 48 }, loss, ADAM);
      for (const dispatch of plan.dispatches) {
        const accesses = accessesOf(dispatch);
        const reads = accesses.filter(({ access }) => access === "read");
        const writes = accesses.filter(({ access }) => access === "write");
        for (const read of reads) {
          for (const write of writes) expect(read.buffer).not.toBe(write.buffer);
        }
      }
    }
  });

  it("places a Direction Net of m = 1/4 at 256 px, batch 4, in 260 MB", () => {
    const graph = directionNet({ m: 1 / 4 });
    const made = network(graph);
    const plan = compileTraining(made, { batch: 4, rows: 256, columns: 256 }, DIRECTION_LOSS, ADAM);
    const arenas = 4 * made.layout.trained.vectors * VECTOR_BYTES;
    expect(bytesOf(plan) + arenas).toBeLessThan(260 * MEGABYTE);
  });

  it("needs far less memory for prediction", () => {
    const made = network(unet({ F: 8, depth: 3 }));
    const size = { batch: 4, rows: 128, columns: 128 };
    const training = bytesOf(compileTraining(made, size, MASK_LOSS, ADAM));
    expect(bytesOf(compilePrediction(made, size))).toBeLessThan(training / 3);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { directionNet } from "../../nets/direction-net.ts";
import { initialise } from "../../nets/initialise.ts";
import { receptiveRadius } from "../../nets/receptive-field.ts";
import { unet } from "../../nets/unet.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
import { memoryLimits } from "../device/memory-limits.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import { normals, testRandom } from "../testing/kernel-bench.ts";
import { sharedDevice } from "./testing/engine-under-test.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

const OPTIMISER = { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 } as const;
const MEGABYTE = 1e6;

const NETS = [
  { graph: unet({ F: 2, depth: 2 }), rows: 192, columns: 256, total: 1.2 * MEGABYTE },
  { graph: directionNet({ m: 1 / 32 }), rows: 480, columns: 640, total: 12 * MEGABYTE },
  { graph: watershedNet({ m: 1 / 32 }), rows: 256, columns: 320, total: 4 * MEGABYTE },
];

describe("an image that does not fit as a whole", () => {
  let watched: WatchedDevice;
  beforeAll(async () => {
    watched = await sharedDevice();
  });

  it.each(NETS)(
    "is predicted in tiles bit-identically: $graph.title",
    async ({ graph, rows, columns, total }) => {
      const random = testRandom(1);
      const array = (channels: number) => ({
        shape: [1, rows, columns, channels],
        data: normals(random, rows * columns * channels),
      });
      const all = { image: array(1), mask: array(1), unit_vectors: array(2) };
      const names = graph.nodes.flatMap((node) => (node.kind === "input" ? [node.name] : []));
      const inputs = Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
      const options = {
        graph,
        weights: initialise(graph, 1),
        loss: stageLoss("semantic"),
        optimiser: OPTIMISER,
      };
      const whole = new WebgpuExecutor(options, watched);
      const limits = { ...memoryLimits(watched.device), total };
      const tiled = new WebgpuExecutor(options, watched, undefined, undefined, limits);
      expect(await tiled.predict(inputs)).toEqual(await whole.predict(inputs));
      expect(whole.memoryBytes()).toBeGreaterThan(total);
      expect(tiled.memoryBytes()).toBeLessThan(2 * total);
      whole.dispose();
      tiled.dispose();
    },
  );

  it("is refused if tiles would consist of margins only", async () => {
    const graph = unet({ F: 2, depth: 2 });
    expect(receptiveRadius(graph)).toBeGreaterThan(16);
    const options = {
      graph,
      weights: initialise(graph, 1),
      loss: stageLoss("semantic"),
      optimiser: OPTIMISER,
    };
    const limits = { ...memoryLimits(watched.device), total: 1e4 };
    const executor = new WebgpuExecutor(options, watched, undefined, undefined, limits);
    const image = { shape: [1, 256, 256, 1], data: new Float32Array(256 * 256) };
    await expect(executor.predict({ image })).rejects.toThrow(OutOfMemoryError);
    executor.dispose();
  });
});

import { createRandom } from "../src/core/augment/random.ts";
import { WholeImage } from "../src/core/augment/source-image.ts";
import { wholeBox } from "../src/core/raster/plane.ts";
import { type Endpoint, serve, Transfer } from "../src/workers/rpc.ts";
import { RunSamples } from "../src/workers/run-samples.ts";
import type { RunSampleCalls } from "../src/workers/sample.protocol.ts";

/** Side of the one image that replaces all, px. */
const SIDE = 256;
const CELL = 24;

/** Square cells with noise. */
function drawImage(): WholeImage {
  const random = createRandom(5);
  const of = { rows: SIDE, columns: SIDE };
  const labels = Int32Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / SIDE), pixel % SIDE];
    const isCell = row % CELL > 3 && column % CELL > 3;
    return isCell ? 1 + Math.floor(row / CELL) * SIDE + Math.floor(column / CELL) : 0;
  });
  const image = Float32Array.from(labels, (id) => (id > 0 ? 1 : 0) + random.uniform(-0.2, 0.2));
  const place = { of, box: wholeBox(of) };
  return new WholeImage({ image: { ...place, data: image }, labels: { ...place, data: labels } }, 1);
}

/** Serves a port like a sample worker, but with one image in memory. */
export function serveSamples(port: MessagePort): void {
  const image = drawImage();
  let samples: RunSamples | null = null;
  const begun = (): RunSamples => {
    if (!samples) throw new RangeError("no run was begun");
    return samples;
  };
  serve<Pick<RunSampleCalls, "beginRun" | "trainingBatch">>(port as Endpoint, {
    async beginRun(run) {
      samples = new RunSamples({ open: async () => image }, run);
      return null;
    },
    async trainingBatch(step) {
      const batch = await begun().batch(step);
      return new Transfer(
        batch,
        Object.values(batch).flatMap((value) =>
          ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [],
        ),
      );
    },
  });
  port.start();
}

import * as ort from "onnxruntime-web/wasm";
import { type NumberArray, sizeOf } from "../../nets/weights.ts";

ort.env.wasm.numThreads = 1;

/** `[batch, channel, row, column]` from `[batch, row, column, channel]`. */
function channelsFirst({ shape: [batch, rows, columns, channels], data }: NumberArray): ort.Tensor {
  const pixels = rows * columns;
  const into = new Float32Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const [channel, pixel] = [at % channels, Math.floor(at / channels)];
    into[(Math.floor(pixel / pixels) * channels + channel) * pixels + (pixel % pixels)] = data[at];
  }
  return new ort.Tensor("float32", into, [batch, channels, rows, columns]);
}

function channelsLast({ dims: [batch, channels, rows, columns], data }: ort.Tensor): NumberArray {
  const shape = [batch, rows, columns, channels];
  const [pixels, from] = [rows * columns, data as Float32Array];
  const into = new Float32Array(sizeOf(shape));
  for (let at = 0; at < into.length; at++) {
    const [channel, pixel] = [at % channels, Math.floor(at / channels)];
    into[at] = from[(Math.floor(pixel / pixels) * channels + channel) * pixels + (pixel % pixels)];
  }
  return { shape, data: into };
}

/**
 * Undoes what onnxruntime does in Node when it starts: it defines `Worker`, which tells other tests of this thread that
 * they are in a browser.
 */
async function withoutWorker<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = Object.getOwnPropertyDescriptor(globalThis, "Worker");
  try {
    return await work();
  } finally {
    if (before) Object.defineProperty(globalThis, "Worker", before);
    else Reflect.deleteProperty(globalThis, "Worker");
  }
}

/** Runs a model with onnxruntime; inputs and outputs are `[batch, row, column, channel]` here. */
export async function runOnnx(
  model: Uint8Array,
  inputs: Readonly<Record<string, NumberArray>>,
): Promise<Readonly<Record<string, NumberArray>>> {
  const session = await withoutWorker(() => ort.InferenceSession.create(model));
  const given = Object.entries(inputs).map(([name, array]) => [name, channelsFirst(array)]);
  const outputs = await session.run(Object.fromEntries(given));
  const read = Object.entries(outputs).map(([name, tensor]) => [name, channelsLast(tensor)]);
  await session.release();
  return Object.fromEntries(read);
}

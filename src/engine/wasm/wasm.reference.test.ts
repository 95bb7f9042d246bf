import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, inject } from "vitest";
import { skipNote } from "../../nets/testing/reference-arrays.ts";
import { NETWORK_NAMES } from "../testing/reference-networks.ts";
import { describeReference, describeRepeatability } from "../testing/reference-suite.ts";
import { wasmUnderTest } from "./testing/engine-under-test.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(join(folder, name));
  return new Uint8Array(bytes).buffer;
}

/**
 * A few weights of the U-Net have gradients that are rounding errors. Adam makes them whole steps, of either
 * sign, and batch normalisation enlarges the difference. The gradients at equal weights stay within 1e-5.
 */
const LATER = { unet: 1e-2 };

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  describeReference("compiled CPU", wasmUnderTest(), read, NETWORK_NAMES, LATER);
  describeRepeatability("compiled CPU", wasmUnderTest(2), read);
});

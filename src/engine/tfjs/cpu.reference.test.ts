import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, inject } from "vitest";
import { skipNote } from "../../nets/testing/reference-arrays.ts";
import { NETWORK_NAMES } from "../testing/reference-networks.ts";
import { describeReference } from "../testing/reference-suite.ts";
import { tfjsUnderTest } from "./testing/engine-under-test.ts";

const folder = inject("reference");

/**
 * The network with running averages; the gradients of all are tested here.
 */
const TRAINED = ["unet"];

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  const read = async (name: string) => {
    const bytes = await readFile(join(folder, name));
    return new Uint8Array(bytes).buffer;
  };
  describeReference("tfjs CPU", tfjsUnderTest("cpu"), read, NETWORK_NAMES, TRAINED);
});

import { describe, inject } from "vitest";
import { skipNote } from "../../nets/testing/reference-arrays.ts";
import { describeReference } from "../testing/reference-suite.ts";
import { tfjsUnderTest } from "./testing/engine-under-test.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const response = await fetch(`/@fs${folder}/${name}`);
  if (!response.ok) throw new Error(`${name} could not be read from ${folder}`);
  return response.arrayBuffer();
}

/**
 * Contains every operation except the U-Net's max pooling and nearest-neighbour upsampling, which the CPU
 * tests cover. Agreement of tfjs WebGPU with the compiled engine is tested with all networks.
 */
const NETWORK = ["direction_net"];

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  // Training follows from gradients and optimisers; a journey trains with it, too.
  describeReference("tfjs WebGPU", tfjsUnderTest("webgpu"), read, NETWORK, []);
});

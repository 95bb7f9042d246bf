import { describe, inject } from "vitest";
import { describeReference, describeRepeatability } from "../testing/reference-suite.ts";
import { tfjsUnderTest } from "./testing/engine-under-test.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const response = await fetch(`/@fs${folder}/${name}`);
  if (!response.ok) throw new Error(`${name} could not be read from ${folder}`);
  return response.arrayBuffer();
}

/**
 * It has every operation but the U-Net's maximum and nearest pixel, which run on the CPU, too; that tfjs WebGPU says the
 * same as the compiled engine is tested with all networks.
 */
const NETWORK = ["direction_net"];

describe.skipIf(!folder)("against the reference networks (skipped where ../shared is absent)", () => {
  describeReference("tfjs WebGPU", tfjsUnderTest("webgpu"), read, NETWORK);
  describeRepeatability("tfjs WebGPU", tfjsUnderTest("webgpu"), read, NETWORK);
});

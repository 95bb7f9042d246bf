import { describe, inject } from "vitest";
import { describeReference, describeRepeatability } from "./testing/reference-suite.ts";
import { compiledUnderTest } from "./webgpu/testing/engine-under-test.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const response = await fetch(`/@fs${folder}/${name}`);
  if (!response.ok) throw new Error(`${name} could not be read from ${folder}`);
  return response.arrayBuffer();
}

describe.skipIf(!folder)("against the reference networks (skipped where ../shared is absent)", () => {
  describeReference("compiled WebGPU", compiledUnderTest(), read);
  describeRepeatability("compiled WebGPU", compiledUnderTest(), read);
});

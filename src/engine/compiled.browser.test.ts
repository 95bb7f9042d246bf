import { describe, inject } from "vitest";
import { skipNote } from "../nets/testing/reference-arrays.ts";
import { describeAuthorHead } from "./testing/author-head-suite.ts";
import { describeGolden } from "./testing/golden-suite.ts";
import { describeReference, describeRepeatability } from "./testing/reference-suite.ts";
import { describeSharedNet } from "./testing/shared-net-suite.ts";
import { compiledUnderTest } from "./webgpu/testing/engine-under-test.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const response = await fetch(`/@fs${folder}/${name}`);
  if (!response.ok) throw new Error(`${name} could not be read from ${folder}`);
  return response.arrayBuffer();
}

async function readGolden(name: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(`../../testing/golden/pytorch/${name}`, import.meta.url));
  if (!response.ok) throw new Error(`${name} could not be read`);
  return response.arrayBuffer();
}

if (!folder) describeGolden("compiled WebGPU against PyTorch", compiledUnderTest(), readGolden);

describeAuthorHead("compiled WebGPU with the author's head", compiledUnderTest(), readGolden);
describeSharedNet("compiled WebGPU with three heads", compiledUnderTest(), readGolden);

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  describeReference("compiled WebGPU", compiledUnderTest(), read);
  describeRepeatability("compiled WebGPU", compiledUnderTest(), read);
});

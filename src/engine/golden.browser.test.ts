import { describeGolden } from "./testing/golden-suite.ts";
import { compiledUnderTest } from "./webgpu/testing/engine-under-test.ts";

describeGolden("compiled WebGPU against PyTorch", compiledUnderTest(), async (name) => {
  const response = await fetch(new URL(`../../testing/golden/pytorch/${name}`, import.meta.url));
  if (!response.ok) throw new Error(`${name} could not be read`);
  return response.arrayBuffer();
});

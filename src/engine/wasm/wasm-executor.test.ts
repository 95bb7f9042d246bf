import { expect, it } from "vitest";
import { describeClipping } from "../testing/clip-suite.ts";
import { describeExecutor } from "../testing/executor-suite.ts";
import { engineInNode, wasmUnderTest } from "./testing/engine-under-test.ts";
import { EXACT_HASH, hashOf, trainUnet } from "./testing/training.ts";

describeExecutor("the executor of the CPU, one thread", wasmUnderTest(1));
describeExecutor("the executor of the CPU, three threads", wasmUnderTest(3));
describeClipping("the engine of the CPU", wasmUnderTest(1));

it("trains with exact kernels bit-identically on every machine", async () => {
  const { state } = await trainUnet(await engineInNode(2));
  expect(await hashOf(state)).toBe(EXACT_HASH);
});

import { expect, it } from "vitest";
import { describeClipping } from "../testing/clip-suite.ts";
import { describeExecutor } from "../testing/executor-suite.ts";
import { engineInNode, wasmUnderTest } from "./testing/engine-under-test.ts";
import { EXACT_HASHES, hashesOf, trainAll } from "./testing/training.ts";

describeExecutor("the executor of the CPU, one thread", wasmUnderTest(1));
describeExecutor("the executor of the CPU, three threads", wasmUnderTest(3));
describeClipping("the engine of the CPU", wasmUnderTest(1));

it.each([1, 2, 3])(
  "trains with exact kernels bit-identically on every machine: %i threads",
  async (threads) => {
    const trained = await trainAll(await engineInNode(threads));
    const numbers = Object.values(trained).flatMap(({ results }) =>
      results.flatMap(({ loss, gradientNorm }) => [loss, gradientNorm]),
    );
    // Networks that are dead or not finite would show nothing.
    expect(numbers.filter((number) => !(number > 0 && number < 1e6))).toEqual([]);
    expect(await hashesOf(trained)).toEqual(EXACT_HASHES);
  },
);

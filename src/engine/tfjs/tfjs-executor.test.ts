import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { describeClipping } from "../testing/clip-suite.ts";
import { DISK, describeExecutor, smallUnet } from "../testing/executor-suite.ts";
import { startBackend } from "./backend.ts";
import { tfjsUnderTest } from "./testing/engine-under-test.ts";
import { createTfjsExecutor } from "./tfjs-executor.ts";

const { image, mask } = DISK;

async function start(): Promise<void> {
  await startBackend(["cpu"]);
}

describeExecutor("the tfjs executor", { start, create: createTfjsExecutor });

describeClipping("tfjs on the CPU", tfjsUnderTest("cpu"));

describe("the memory of the tfjs executor", () => {
  beforeAll(start);

  it("holds the same number of tensors after every step, prediction and evaluation", async () => {
    const before = tf.memory().numTensors;
    const executor = createTfjsExecutor(smallUnet());
    const held = tf.memory().numTensors;
    for (let step = 0; step < 3; step++) {
      await executor.step({ image }, { mask }, 1e-3);
      await executor.predict({ image });
      await executor.evaluate({ image }, { mask, inside: mask });
      await executor.readWeights();
      executor.writeState(await executor.readState());
      expect(tf.memory().numTensors).toBe(held);
    }
    executor.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

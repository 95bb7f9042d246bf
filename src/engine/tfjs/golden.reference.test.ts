import { readFile } from "node:fs/promises";
import * as tf from "@tensorflow/tfjs-core";
import { expect, inject, test } from "vitest";
import { DIRECTION_LOSS } from "../../core/losses/direction-loss.ts";
import { relativeError } from "../../core/metrics/relative-error.ts";
import { golden } from "../../core/testing/golden.ts";
import { readReferenceArrays, TOLERANCE } from "../../nets/testing/reference-arrays.ts";
import { describeAuthorHead } from "../testing/author-head-suite.ts";
import { describeGolden } from "../testing/golden-suite.ts";
import { describeSharedNet } from "../testing/shared-net-suite.ts";
import { startBackend } from "./backend.ts";
import { lossOf } from "./losses.ts";
import { tfjsUnderTest } from "./testing/engine-under-test.ts";

async function read(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(golden(`pytorch/${name}`));
  return new Uint8Array(bytes).buffer;
}

/** Enough to test an update; each pass takes a second on this engine. */
const LOSSES = 2;

// Otherwise `cpu.reference.test.ts` compares the same numbers and more.
if (!inject("reference")) describeGolden("tfjs CPU against PyTorch", tfjsUnderTest("cpu"), read, LOSSES);

describeAuthorHead("tfjs CPU with the author's head", tfjsUnderTest("cpu"), read);
describeSharedNet("tfjs CPU with three heads", tfjsUnderTest("cpu"), read);

test("the loss of PyTorch's unit vectors matches PyTorch", async () => {
  await startBackend(["cpu"]);
  const { meta, arrays, group } = await readReferenceArrays(read, "direction_net");
  const tensors = Object.entries(group("input")).map(([name, { shape, data }]) => [
    name,
    tf.tensor(data, [...shape]),
  ]);
  const { shape, data } = arrays.output0;
  const output = tf.tensor4d(data, [...shape] as [number, number, number, number]);
  const loss = await lossOf(DIRECTION_LOSS, output, Object.fromEntries(tensors)).data();
  expect(relativeError(loss, [(meta.losses as readonly number[])[0]])).toBeLessThanOrEqual(TOLERANCE);
});

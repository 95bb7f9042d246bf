import { expect, test } from "vitest";
import type { Weights } from "../../nets/weights.ts";
import { BestWeights } from "./rank-weights.ts";

const named = (name: string): Weights => ({ [name]: { shape: [1], data: Float32Array.of(0) } });

async function bestOf(predicted: boolean, validations: readonly { loss: number; kaggle?: number }[]) {
  const best = new BestWeights(predicted);
  for (const [place, validation] of validations.entries()) {
    await best.offer(validation, place, async () => named(String(place)));
  }
  return { by: best.by, place: best.best && Object.keys(best.best.weights)[0] };
}

test("cells found in the predicted mask rank the weights; with the ground-truth mask, the stage's loss does", async () => {
  const validations = [
    { loss: 1, kaggle: 0.9 },
    { loss: 0.5, kaggle: 0.8 },
  ];
  expect(await bestOf(true, validations)).toEqual({ by: "kaggle", place: "0" });
  expect(await bestOf(false, validations)).toEqual({ by: "loss", place: "1" });
});

test("validations without the number are ignored, and the first of equals is kept", async () => {
  expect(await bestOf(true, [{ loss: 1 }, { loss: 2, kaggle: 0 }, { loss: 1, kaggle: 0 }])).toMatchObject({
    place: "1",
  });
  expect(await bestOf(false, [{ loss: Number.NaN }, { loss: 3 }, { loss: Number.NaN }])).toMatchObject({
    place: "1",
  });
  expect(await bestOf(true, [{ loss: 1 }])).toMatchObject({ place: null });
});

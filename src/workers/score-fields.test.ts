import { expect, test } from "vitest";
import { trueField } from "../core/instances/cell-field.ts";
import { instanceChoice } from "../core/instances/choice.ts";
import { drawBuiltInSample } from "../core/synth/draw-sample.ts";
import type { KeptField } from "./cells.protocol.ts";
import { findIn, SetScorer } from "./score-fields.ts";

const [{ labels: truth }] = drawBuiltInSample("fluorescence", 1);
const known = trueField(truth, "open");
const none = new Float32Array(known.mask.length);
const still = new Float32Array(2 * none.length);
const kept = (dead: boolean): KeptField => ({
  field: dead ? { ...known, level: none, unitVectors: still } : known,
  image: none,
  truth,
  angles: null,
  levels: null,
});
const cut = instanceChoice("cut");

function scored(gate: "true" | "predicted", dead: boolean) {
  const scorer = new SetScorer(gate, cut);
  scorer.add("a", kept(dead));
  return { set: scorer.evaluation(), image: scorer.images[0].score };
}

test("a dead network with the true mask ties with the connected components, for set and image", () => {
  const { set, image } = scored("true", true);
  expect(set?.kaggle).toBe(set?.components?.kaggle);
  expect(set).toMatchObject({ gate: "true", maskIou: null, maskDice: null });
  expect(image).toMatchObject({ maskIou: null, kaggle: set?.kaggle });
  expect(image?.components).toEqual(set?.components);
  const shown = findIn({ imageId: "a", gate: "true" }, kept(true), cut).evaluation;
  expect(shown?.components).toEqual(set?.components);
});

test("true levels separate more cells than the components; the predicted mask is scored", () => {
  const { set } = scored("predicted", false);
  expect(set?.kaggle).toBeGreaterThan((set?.components?.kaggle ?? 1) + 0.1);
  expect(set?.maskIou).toBeGreaterThan(0.9);
});

test("without labels there is no score", () => {
  const scorer = new SetScorer("predicted", cut);
  scorer.add("a", { ...kept(false), truth: null });
  expect(scorer.evaluation()).toBeNull();
  expect(scorer.images[0]).toMatchObject({ score: null });
});

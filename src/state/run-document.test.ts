import { describe, expect, it } from "vitest";
import { instanceChoice } from "../core/instances/choice.ts";
import { NOTHING_FITTED } from "../core/instances/fitted-choices.ts";
import { type InstanceChoice, METHODS, type Method } from "../core/instances/parameters.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import { storedRecipe } from "../core/recipe/testing/stored-recipe.ts";
import { parseRunDocument, type RunDocument, RunDocumentError, runDocumentText } from "./run-document.ts";

const choices = Object.fromEntries(METHODS.map((method) => [method, instanceChoice(method)])) as Record<
  Method,
  InstanceChoice
>;

const document: RunDocument = {
  origins: {
    semantic: { kind: "run", startedAt: 1_796_000_000_000 },
    energy: { kind: "import", file: "weights (1).zip" },
  },
  curveRuns: { semantic: 1_796_000_000_000 },
  plans: {
    semantic: { schedule: RECIPES.tiny.stages.semantic.schedule, steps: 60, stepsPerEpoch: 12.5 },
  },
  gate: "predicted",
  rows: [
    {
      kind: "epoch",
      stage: "semantic",
      step: 0,
      epoch: 0,
      meanLoss: null,
      validation: { loss: 0.7, iou: 0.2 },
    },
    {
      kind: "step",
      stage: "semantic",
      step: 1,
      epoch: 0.1,
      loss: 0.123456789012345,
      gradientNorm: Number.NaN,
      rate: 1e-3,
      stepMilliseconds: 12.5,
      dataWaitMilliseconds: 0,
      memoryBytes: 1e6,
    },
    { kind: "epoch", stage: "semantic", step: 1, epoch: 1, meanLoss: 0.12, validation: null },
  ],
  method: "watershed",
  choices: { ...choices, cut: instanceChoice("cut") },
  fitted: { ...NOTHING_FITTED, true: { cut: instanceChoice("cut") } },
  recipe: RECIPES.tiny,
  assigned: [{ image: "cell01", id: "0f", set: "validation" }],
  run: { startedAt: 1_796_000_000_000, ended: false, kept: { stage: "semantic", step: 25 } },
};

describe("the document about stored networks", () => {
  it("round-trips", () => {
    expect(parseRunDocument(runDocumentText(document))).toEqual(document);
    const bare = { ...document, origins: {}, curveRuns: {}, plans: {}, rows: [], run: null };
    expect(parseRunDocument(runDocumentText(bare))).toEqual(bare);
  });

  it("with a recipe of an older version is read", () => {
    const old = JSON.stringify({
      ...JSON.parse(runDocumentText(document)),
      recipe: storedRecipe("paper-version-3"),
    });
    expect(parseRunDocument(old)).toEqual({ ...document, recipe: RECIPES.paper });
  });

  it("of an older version has no images assigned by hand", () => {
    const { assigned: _, ...older } = JSON.parse(runDocumentText(document));
    expect(parseRunDocument(JSON.stringify(older))).toEqual({ ...document, assigned: [] });
  });

  it("renames scores that were stored under older names", () => {
    const scores = { kaggle: 0.5, ap50: 0.6, ap75: 0.5, f1: 0.7, pq: 0.5 };
    const [first, ...others] = document.rows;
    const withScores = (validation: object) => ({ ...document, rows: [{ ...first, validation }, ...others] });
    const old = { loss: 0.7, shareAbove22: 0.2, shareAbove45: 0.1, pieces: scores };
    const text = JSON.stringify({ ...JSON.parse(runDocumentText(document)), rows: withScores(old).rows });
    expect(parseRunDocument(text)).toMatchObject(
      withScores({ loss: 0.7, fractionAbove22: 0.2, fractionAbove45: 0.1, components: scores }),
    );
  });

  it("is refused with a message if damaged or of another version", () => {
    const text = runDocumentText(document);
    for (const other of [
      "",
      "null",
      text.slice(0, 400),
      text.replace('"version":1', '"version":9'),
      text.replace('"stage":"semantic"', '"stage":"other"'),
      text.replace('"step":1', '"step":"1"'),
      text.replace('"cut":{', '"cut":{"other":1,'),
      text.replace('"seed":', '"sead":'),
      text.replace('"kind":"run"', '"kind":"ran"'),
    ]) {
      expect(other).not.toBe(text);
      expect(() => parseRunDocument(other)).toThrow(RunDocumentError);
    }
  });
});

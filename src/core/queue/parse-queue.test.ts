import fc from "fast-check";
import { expect, it } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import { storedRecipe } from "../recipe/testing/stored-recipe.ts";
import { NewerQueueError, parseQueue, QueueError, queueDocument } from "./parse-queue.ts";
import type { RunQueue } from "./run-queue.ts";

const runId = "run-mp1x8yk0-0abc";
const queue: RunQueue = {
  started: true,
  runs: [
    {
      key: 1,
      name: "seed 1",
      recipe: RECIPES.tiny,
      stages: ["semantic"],
      state: { kind: "finished", runId },
    },
    {
      key: 3,
      name: "seed 2",
      recipe: RECIPES.quick,
      stages: ["semantic", "direction"],
      state: { kind: "failed", runId: null, message: "No image is left to train on." },
    },
    { key: 2, name: "seed 3", recipe: RECIPES.tiny, stages: ["energy"], state: { kind: "running", runId } },
    { key: 9, name: "seed 4", recipe: RECIPES.tiny, stages: ["energy"], state: { kind: "waiting" } },
  ],
};
const asJson = (value: object) => JSON.parse(JSON.stringify(value));
const stored = () => asJson(queueDocument(queue));

it("reads back what was written", () => {
  expect(parseQueue(stored())).toEqual(queue);
});

it("upgrades recipes of older versions", () => {
  const document = stored();
  document.runs[0].recipe = storedRecipe("paper-version-3");
  expect(parseQueue(document).runs[0].recipe).toEqual({ ...RECIPES.paper });
});

it("cuts a sentence that is too long to be read back", () => {
  const state = { kind: "failed", runId: null, message: "x".repeat(100_000) } as const;
  const document = asJson(queueDocument({ ...queue, runs: [{ ...queue.runs[0], state }] }));
  expect(parseQueue(document).runs[0].state).toMatchObject({ kind: "failed" });
});

it("leaves a document of a newer version alone, and one with recipes of a newer version", () => {
  expect(() => parseQueue({ ...stored(), version: 2, runs: "other" })).toThrow(NewerQueueError);
  const document = stored();
  document.runs[1].recipe.version = 99;
  expect(() => parseQueue(document)).toThrow(NewerQueueError);
});

it.each([
  ["no object", null],
  ["an array", []],
  ["two runs of one key", { ...stored(), runs: [stored().runs[0], stored().runs[0]] }],
  ["two runs in training", { ...stored(), runs: [stored().runs[2], { ...stored().runs[2], key: 7 }] }],
  ["more runs than a queue has", { ...stored(), runs: new Array(201).fill(stored().runs[0]) }],
  [
    "a path as the id of a run",
    { ...stored(), runs: [{ ...stored().runs[0], state: { kind: "finished", runId: "../x" } }] },
  ],
  ["an unknown state", { ...stored(), runs: [{ ...stored().runs[0], state: { kind: "paused" } }] }],
  ["a name that is too long", { ...stored(), runs: [{ ...stored().runs[0], name: "n".repeat(61) }] }],
  ["no stages", { ...stored(), runs: [{ ...stored().runs[0], stages: [] }] }],
])("refuses %s with a sentence", (_, value) => {
  expect(() => parseQueue(value)).toThrow(QueueError);
  expect(() => parseQueue(value)).toThrow(/^The queue of an earlier visit is damaged\. [A-Z].*\.$/);
});

it("names the field of a recipe that is not valid", () => {
  const document = stored();
  document.runs[3].recipe.crop = 17;
  expect(() => parseQueue(document)).toThrow(/crop/);
  document.runs[3].recipe = JSON.parse('{"version": 5, "name": "x", "__proto__": {"crop": 1}}');
  expect(() => parseQueue(document)).toThrow(/__proto__/);
});

it("throws only QueueErrors, whatever is stored", () => {
  const hostile = fc.oneof(
    fc.json({ maxDepth: 6 }).map((text) => JSON.parse(text)),
    fc.tuple(fc.constantFrom("version", "started", "runs"), fc.jsonValue()).map(([name, value]) => ({
      ...stored(),
      [name]: value,
    })),
    fc
      .tuple(fc.constantFrom("key", "name", "recipe", "stages", "state"), fc.jsonValue())
      .map(([name, value]) => ({ ...stored(), runs: [{ ...stored().runs[0], [name]: value }] })),
  );
  fc.assert(
    fc.property(hostile, (value) => {
      try {
        parseQueue(value);
      } catch (error) {
        expect(error).toBeInstanceOf(QueueError);
      }
    }),
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import { STAGES } from "../recipe/recipe.ts";
import { expandSweep } from "./expand-sweep.ts";
import { parseSweep, parseSweepText, SweepError, sweepDocument } from "./sweep.ts";

const document = (changes: object = {}) => ({
  version: 1,
  name: "grid",
  base: "quick",
  axes: [{ field: "crop", values: [64, 96] }],
  seeds: [1, 2, 3],
  ...changes,
});

function reasonOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof SweepError) return error.message;
    throw error;
  }
  return "accepted";
}

const refusal = (changes: object) => reasonOf(() => expandSweep(parseSweep(document(changes))));

const withEpochs = (epochs: number | null) =>
  Object.fromEntries(STAGES.map((stage) => [stage, { ...RECIPES.quick.stages[stage], epochs }]));

describe("a sweep", () => {
  test("has every combination of the values, the last axis varying fastest, with every seed", () => {
    const axes = [
      { field: "crop", values: [64, 96] },
      { field: "staleVectors", values: [false, true] },
    ];
    const runs = expandSweep(parseSweep(document({ axes, seeds: [5, 6] })));
    expect(runs.map(({ name }) => name)).toEqual([
      "Crop 64, Stale vectors off, seed 5",
      "Crop 64, Stale vectors off, seed 6",
      "Crop 64, Stale vectors on, seed 5",
      "Crop 64, Stale vectors on, seed 6",
      "Crop 96, Stale vectors off, seed 5",
      "Crop 96, Stale vectors off, seed 6",
      "Crop 96, Stale vectors on, seed 5",
      "Crop 96, Stale vectors on, seed 6",
    ]);
    expect(runs[3].recipe).toEqual({ ...RECIPES.quick, crop: 64, staleVectors: true, seed: 6 });
    expect(new Set(runs.map(({ group }) => group)).size).toBe(4);
  });

  test("reaches settings that the base has not, and those of all stages", () => {
    const axes = [
      { field: "networks.direction.head", values: ["relu"] },
      { field: "stages.*.earlyStopping", values: [{ patience: 3 }] },
    ];
    const [{ recipe, name }] = expandSweep(parseSweep(document({ axes, seeds: [1] })));
    expect(name).toBe("grid");
    expect(recipe.networks.direction).toEqual({ m: 1 / 8, head: "relu" });
    for (const stage of STAGES) expect(recipe.stages[stage].earlyStopping?.patience).toBe(3);
  });

  test("takes a complete recipe, also of an older version, and has all stages unless it lists some", () => {
    const sweep = parseSweep(
      document({ base: { version: 4, name: "old", validationCrop: 64 }, stages: ["energy", "semantic"] }),
    );
    expect(sweep.base.validation.first).toEqual({ kind: "centre", side: 64 });
    expect(sweep.stages).toEqual(["semantic", "energy"]);
    expect(parseSweep(document()).stages).toEqual(STAGES);
  });

  test("without axes repeats its base", () => {
    const runs = expandSweep(parseSweep(document({ axes: [] })));
    expect(runs.map(({ name }) => name)).toEqual(["grid, seed 1", "grid, seed 2", "grid, seed 3"]);
  });

  test("has a name in one line, without characters that a file or a terminal would obey", () => {
    expect(parseSweep(document({ name: " a\u001b[31m\nb\u202ec " })).name).toBe("a[31mbc");
    expect(refusal({ name: "\u0000\n" })).toContain("name");
  });

  test("varies no setting that another one sets, also where that is meant for all stages", () => {
    const fields = [
      ["stages.direction.steps", "stages.*.steps"],
      ["stages.*.schedule", "stages.energy.schedule.kind"],
      ["stages.*.schedule.kind", "stages.energy.schedule"],
    ];
    for (const pair of fields) {
      const axes = pair.map((field) => ({ field, values: [1] }));
      expect(refusal({ axes })).toContain("only one of them can be varied");
    }
    const apart = ["stages.*.batch", "stages.energy.steps"].map((field) => ({ field, values: [1] }));
    expect(refusal({ axes: apart })).not.toContain("only one of them");
  });

  test("varies no steps that follow from epochs", () => {
    const base = { ...RECIPES.quick, stages: withEpochs(5) };
    const axes = [{ field: "stages.direction.steps", values: [10, 20] }];
    expect(refusal({ base, axes })).toContain("stages.direction.epochs is 5");
    expect(refusal({ base, axes: [{ field: "stages.*.steps", values: [10] }] })).toContain("epochs is 5");
    expect(refusal({ base: { ...RECIPES.quick, stages: withEpochs(null) }, axes })).toBe("accepted");
  });

  test("numbers values that are too long for a name", () => {
    const values = [1e-3, 1e-4].map((learningRate) => ({ kind: "constant", learningRate }));
    const axes = [{ field: "stages.direction.schedule", values }];
    const runs = expandSweep(parseSweep(document({ axes, seeds: [1] })));
    expect(runs.map(({ name }) => name)).toEqual(["Schedule, Direction no. 1", "Schedule, Direction no. 2"]);
  });
});

describe("what is refused, with a sentence that names it", () => {
  test.each([
    [{ version: 2 }, "version 2"],
    [{ version: "1" }, "version should be 1"],
    [{ extra: 1 }, "extra is not one of its fields"],
    [{ name: " " }, "name"],
    [{ base: "slow" }, 'no built-in recipe "slow"'],
    [{ base: { version: 5, name: "a", crop: 5 } }, "crop should be"],
    [{ seeds: [] }, "seeds"],
    [{ seeds: [1, 1] }, "seeds has 1 twice"],
    [{ seeds: [1.5] }, "seeds.0"],
    [{ stages: ["wing"] }, "stages.0"],
    [{ axes: [{ field: "crop", values: [] }] }, "axes.0.values"],
    [{ axes: [{ field: "crop", values: [64, 64] }] }, "crop has the value 64 twice"],
    [{ axes: [{ field: "seed", values: [1, 2] }] }, "list the seeds in seeds"],
    [{ axes: [{ field: "crop", values: [3] }] }, "With crop = 3: "],
    [{ axes: [{ field: "wing.span", values: [3] }] }, "wing is not a setting"],
    [{ axes: [{ field: "crop.side", values: [3] }] }, "With crop.side = 3: "],
    [{ axes: [{ field: "stages.*.wing", values: [3] }] }, "wing is not a setting"],
    [{ axes: [{ field: "__proto__.crop", values: [3] }] }, "__proto__ is not a setting"],
    [
      {
        axes: [
          { field: "crop", values: [64] },
          { field: "crop", values: [96] },
        ],
      },
      "crop is listed twice",
    ],
    [
      {
        axes: [
          { field: "stages.direction", values: [{}] },
          { field: "stages.direction.steps", values: [3] },
        ],
      },
      "is a part of stages.direction",
    ],
    [
      { axes: [{ field: "crop", values: [64, 96] }], seeds: Array.from({ length: 101 }, (_, n) => n) },
      "202 runs",
    ],
  ])("%j", (changes, words) => {
    expect(refusal(changes)).toContain(words);
  });

  test("text that is no sweep, or endless, nested or dangerous", () => {
    const nested = `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`;
    const texts = ["", "[", "null", "[]", "1", `{"__proto__":{}}`, nested, " ".repeat(300_000)];
    for (const text of [...texts, JSON.stringify(document()).replace("64", nested)]) {
      const reason = reasonOf(() => parseSweepText(text));
      expect(reason).toMatch(/^This sweep cannot be used: .{3,300}$/);
    }
  });
});

test("any JSON is either refused with a short sentence or has valid runs", () => {
  const field = fc.constantFrom(
    "crop",
    "batch",
    "stages.*.steps",
    "networks",
    "gate",
    "__proto__",
    "",
    "a.b..c",
  );
  const any = fc.jsonValue();
  const hostile = fc.record(
    {
      version: fc.oneof(fc.constant(1), any),
      name: fc.oneof(fc.string(), any),
      base: fc.oneof(fc.constantFrom("quick", "tiny", "toString"), any),
      axes: fc.oneof(
        fc.array(fc.record({ field, values: fc.array(any, { maxLength: 3 }) }), { maxLength: 3 }),
        any,
      ),
      seeds: fc.oneof(fc.array(fc.nat(), { maxLength: 4 }), any),
      stages: fc.oneof(fc.subarray([...STAGES]), any),
    },
    { requiredKeys: ["version", "name", "base", "seeds"] },
  );
  fc.assert(
    fc.property(fc.oneof(any, hostile), (value) => {
      const reason = reasonOf(() => {
        expect(expandSweep(parseSweep(value)).length).toBeLessThanOrEqual(200);
      });
      expect(reason.length).toBeLessThan(1500);
    }),
  );
});

test("the document of a sweep is read as that sweep", () => {
  const grids = fc.record({
    name: fc.constantFrom("grid", "learning rates"),
    base: fc.constantFrom(...Object.keys(RECIPES)),
    seeds: fc.uniqueArray(fc.nat(100), { minLength: 1, maxLength: 4 }),
    axes: fc.uniqueArray(
      fc.constantFrom(
        { field: "crop", values: [64, 96] },
        { field: "staleVectors", values: [true, false] },
        { field: "stages.*.steps", values: [1, 2, 3] },
      ),
      { selector: ({ field }) => field, maxLength: 3 },
    ),
    stages: fc.subarray([...STAGES], { minLength: 1 }),
  });
  fc.assert(
    fc.property(grids, (grid) => {
      const sweep = parseSweep({ version: 1, ...grid });
      expect(parseSweepText(JSON.stringify(sweepDocument(sweep)))).toEqual(sweep);
      const runs = expandSweep(sweep);
      expect(new Set(runs.map(({ name }) => name)).size).toBe(runs.length);
      expect(new Set(runs.map(({ group }) => group)).size).toBe(runs.length / sweep.seeds.length);
    }),
    { numRuns: 30 },
  );
});

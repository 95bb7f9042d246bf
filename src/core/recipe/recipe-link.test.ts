import fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, test } from "vitest";
import { AUGMENTATION_PRESETS } from "../augment/presets.ts";
import { base64url, bytesOfBase64url } from "../base64url.ts";
import { minimalRecipe } from "./minimal-recipe.ts";
import { parseRecipe, RecipeError } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";
import { STAGES } from "./recipe.ts";
import { isRecipeFragment } from "./recipe-fragment.ts";
import { parseRecipeFragment, recipeFragment } from "./recipe-link.ts";
import { RECIPE_VERSION } from "./recipe-schema.ts";
import { parseRecipeText, recipeText } from "./recipe-text.ts";
import { SCHEDULE_KINDS, scheduleOf } from "./schedules.ts";

const { quick } = RECIPES;

/** Valid recipes that differ in fields of every level, with any name. */
const recipes = fc
  .record({
    preset: fc.constantFrom(...Object.values(RECIPES)),
    name: fc.string({ unit: "binary", maxLength: 50 }),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    crop: fc.integer({ min: 1, max: 128 }).map((tiles) => 16 * tiles),
    channel: fc.oneof(fc.constant("mean"), fc.integer({ min: 0, max: 15 })),
    normalisation: fc.constantFrom({ kind: "meanStd" }, { kind: "percentile", low: 1, high: 99.8 }),
    augmentation: fc.constantFrom(...Object.values(AUGMENTATION_PRESETS)),
    stage: fc.constantFrom(...STAGES),
    steps: fc.integer({ min: 1, max: 1e5 }),
    kind: fc.constantFrom(...SCHEDULE_KINDS),
    rate: fc.double({ min: 1e-7, max: 1, noNaN: true }),
    earlyStopping: fc.constantFrom(null, {}, { patience: 9 }),
  })
  .map(({ preset, stage, steps, kind, rate, earlyStopping, ...rest }) =>
    parseRecipe({
      ...preset,
      ...rest,
      stages: {
        ...preset.stages,
        [stage]: { ...preset.stages[stage], steps, schedule: scheduleOf(kind, rate), earlyStopping },
      },
    }),
  );

const linkOf = (text: string) => `#recipe=${base64url(deflateSync(new TextEncoder().encode(text)))}`;
const withStart = (rest: string) => linkOf(`{"version":${RECIPE_VERSION},"name":"a"${rest}}`);

/** What is thrown for a fragment; null if it is accepted. */
function problemOf(fragment: string): unknown {
  try {
    parseRecipeFragment(fragment);
    return null;
  } catch (error) {
    return error;
  }
}

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

describe("a link", () => {
  test("and a file give the same recipe back", () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const fragment = recipeFragment(recipe);
        expect(fragment).toMatch(/^#recipe=[\w-]+$/);
        expect(isRecipeFragment(fragment)).toBe(true);
        expect(parseRecipeFragment(fragment)).toEqual(recipe);
        expect(parseRecipeText(recipeText(recipe))).toEqual(recipe);
      }),
      { numRuns: 20 },
    );
  });

  test("holds only what differs from the defaults", () => {
    const defaults = parseRecipe({ version: RECIPE_VERSION, name: "mine" });
    expect(minimalRecipe(defaults)).toEqual({ version: RECIPE_VERSION, name: "mine" });
    const steps = { ...defaults.stages, energy: { ...defaults.stages.energy, steps: 7 } };
    expect(minimalRecipe({ ...defaults, seed: 3, stages: steps })).toEqual({
      version: RECIPE_VERSION,
      name: "mine",
      seed: 3,
      stages: { energy: { steps: 7 } },
    });
    for (const recipe of Object.values(RECIPES)) expect(recipeFragment(recipe).length).toBeLessThan(600);
  });

  test("of an older version is upgraded", () => {
    const old = linkOf('{"version":3,"name":"a","validationShare":0.5}');
    expect(parseRecipeFragment(old)).toMatchObject({ version: RECIPE_VERSION, validationFraction: 0.5 });
  });

  const REFUSED: [what: string, fragment: string, sentence: string][] = [
    ["1 MB", `#recipe=${"A".repeat(1e6)}`, "too long for a recipe: it has 1000008 characters"],
    [
      "a bomb",
      linkOf(`{"version":${RECIPE_VERSION},"name":"${" ".repeat(8e6)}"}`),
      "longer than 65536 bytes",
    ],
    ["depth 10,000 in a setting", withStart(`,"stages":${nested(10_000)}`), "levels deep"],
    ["depth 10,000 of arrays", linkOf("[".repeat(10_000) + "]".repeat(10_000)), "levels deep"],
    ["__proto__", withStart(',"__proto__":{"batch":9}'), "__proto__ is not a setting"],
    ["an inner __proto__", withStart(',"stages":{"__proto__":{}}'), "__proto__ is not a setting"],
    ["constructor", withStart(',"constructor":{"prototype":{}}'), "constructor is not a setting"],
    ["an inner toString", withStart(',"augmentation":{"toString":1}'), "toString is not a setting"],
    ["an unknown field", withStart(',"surprise":1'), "surprise is not a setting"],
    ["a long unknown field", withStart(`,"${"s".repeat(9000)}":1`), `${"s".repeat(80)}… is not a setting`],
    ["a long value", withStart(`,"border":"${"s".repeat(9000)}"`), "border should be"],
    ["a value out of range", withStart(',"batch":1e9'), "batch should be <=256, but it is 1000000000"],
    ["a newer version", linkOf('{"version":99,"name":"a"}'), "has version 99, and this page reads"],
    ["nothing", "#recipe=", "damaged"],
    ["no base64", "#recipe=a+b/c=", "damaged"],
    ["percent codes", "#recipe=%3Cscript%3E", "damaged"],
    ["one letter too few", "#recipe=abcde", "damaged"],
    ["bytes that are not deflated", `#recipe=${base64url(new Uint8Array(40).fill(255))}`, "damaged"],
    ["a cut link", recipeFragment(quick).slice(0, 60), "damaged"],
    ["bytes that are not text", `#recipe=${base64url(deflateSync(Uint8Array.of(34, 255, 34)))}`, "damaged"],
    ["text that is not JSON", linkOf("quick"), "not JSON"],
    ["no recipe", linkOf("7"), "cannot be used"],
  ];
  test.each(REFUSED)("with %s is refused", (_, fragment, sentence) => {
    const problem = problemOf(fragment);
    expect(problem).toBeInstanceOf(RecipeError);
    expect(String(problem)).toContain(sentence);
    expect(String(problem).length).toBeLessThan(400);
    expect({}).not.toHaveProperty("batch");
  });

  test("with any bytes is a valid recipe or refused with a sentence", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const letters = fc.oneof(
      fc.string(),
      bytes.map(base64url),
      bytes.map((own) => base64url(deflateSync(own))),
    );
    fc.assert(
      fc.property(letters, (rest) => {
        expect(problemOf(`#recipe=${rest}`)).toBeInstanceOf(RecipeError);
      }),
    );
  });

  test("with changed letters is a valid recipe or refused with a sentence", () => {
    const whole = recipeFragment(quick);
    fc.assert(
      fc.property(fc.integer({ min: 8, max: whole.length - 1 }), fc.string({ maxLength: 3 }), (at, put) => {
        try {
          const recipe = parseRecipeFragment(whole.slice(0, at) + put + whole.slice(at + 1));
          expect(parseRecipe(recipe)).toEqual(recipe);
        } catch (error) {
          expect(error).toBeInstanceOf(RecipeError);
        }
      }),
    );
  });
});

test("base64url is the inverse of its decoding", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(bytesOfBase64url(base64url(bytes))).toEqual(bytes);
    }),
  );
});

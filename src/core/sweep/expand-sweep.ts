import { type Fields, hasFields } from "../recipe/has-fields.ts";
import { parseRecipe, RecipeError } from "../recipe/parse-recipe.ts";
import { type Recipe, STAGES, type Stage } from "../recipe/recipe.ts";
import type { RecipePath } from "../recipe/recipe-path.ts";
import { ALL_STAGES, settingLabel } from "../recipe/setting-label.ts";
import { settingText } from "../recipe/setting-value-text.ts";
import { groupKey } from "./group-key.ts";
import { withSeed } from "./name-with-seed.ts";
import { type Sweep, type SweepAxis, SweepError } from "./sweep.ts";

/** A run to do. */
export interface PlannedRun {
  /** The values that it has and others have not, and its seed if there are several: `Crop 64, seed 2`. */
  readonly name: string;
  readonly recipe: Recipe;
  /** Equal for runs that differ only in their seed, see `groupKey`. */
  readonly group: string;
}

/** Longest value in a name; longer ones, such as whole schedules, are numbered. */
const LONGEST_VALUE = 24;
const LONGEST_VALUE_IN_MESSAGE = 200;

interface Choice {
  readonly path: RecipePath;
  readonly value: unknown;
  /** Empty if all runs have this value. */
  readonly name: string;
}

function choicesOf({ path, values }: SweepAxis): readonly Choice[] {
  const label = settingLabel(path);
  if (values.length === 1) return [{ path, value: values[0], name: "" }];
  return values.map((value, index) => {
    const text = settingText(value);
    return { path, value, name: `${label} ${text.length > LONGEST_VALUE ? `no. ${index + 1}` : text}` };
  });
}

/** Every combination, the last axis varying fastest. */
function combinations(axes: readonly SweepAxis[]): readonly (readonly Choice[])[] {
  return axes.reduce<readonly (readonly Choice[])[]>(
    (before, axis) => before.flatMap((chosen) => choicesOf(axis).map((choice) => [...chosen, choice])),
    [[]],
  );
}

function withValue(target: Fields, [name, ...rest]: RecipePath, value: unknown): Fields {
  if (rest.length === 0) return { ...target, [name]: value };
  const inner = Object.hasOwn(target, name) ? target[name] : undefined;
  return { ...target, [name]: withValue(hasFields(inner) ? inner : {}, rest, value) };
}

function withChoice(recipe: Fields, { path, value }: Choice): Fields {
  const [group, stage, ...rest] = path;
  if (group !== "stages" || stage !== ALL_STAGES) return withValue(recipe, path, value);
  return STAGES.reduce<Fields>((changed, one) => withValue(changed, [group, one, ...rest], value), recipe);
}

function recipeWith(base: Recipe, chosen: readonly Choice[]): Recipe {
  try {
    return parseRecipe(chosen.reduce(withChoice, base as Fields));
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    const values = chosen.map(({ path, value }) => {
      return `${path.join(".")} = ${JSON.stringify(value).slice(0, LONGEST_VALUE_IN_MESSAGE)}`;
    });
    throw new SweepError(`With ${values.join(" and ")}: ${error.message}`, { cause: error });
  }
}

/** Throws a SweepError if the steps of a stage are varied although they follow from its epochs. */
function checkSteps(recipe: Recipe, chosen: readonly Choice[], trained: readonly Stage[]): void {
  for (const { path } of chosen) {
    const [group, stage, field] = path;
    if (group !== "stages" || field !== "steps") continue;
    const own = trained.filter((one) => stage === ALL_STAGES || stage === one);
    const inEpochs = own.filter((one) => recipe.stages[one].epochs !== null);
    if (own.length === 0 || inEpochs.length < own.length) continue;
    throw new SweepError(
      `${path.join(".")} changes nothing, as stages.${inEpochs[0]}.epochs is ${recipe.stages[inEpochs[0]].epochs}: vary the epochs, or set them to null in the base.`,
    );
  }
}

/** Every recipe with every seed: the seeds of one recipe follow each other. */
export function overSeeds(
  recipes: readonly Pick<PlannedRun, "name" | "recipe">[],
  seeds: readonly number[],
): readonly PlannedRun[] {
  return recipes.flatMap(({ name, recipe }) => {
    const group = groupKey(recipe);
    return seeds.map((seed) => {
      return { name: seeds.length > 1 ? withSeed(name, seed) : name, recipe: { ...recipe, seed }, group };
    });
  });
}

/**
 * The runs of a sweep, each with a valid recipe: every combination of the values of its axes, the last axis varying
 * fastest, and each combination with every seed.
 * @throws SweepError naming the fields and values of the first combination that is not a valid recipe, or whose steps
 *   change nothing
 */
export function expandSweep({ name, base, axes, seeds, stages }: Sweep): readonly PlannedRun[] {
  const recipes = combinations(axes).map((chosen) => {
    const values = chosen.map((choice) => choice.name).filter((value) => value !== "");
    const recipe = recipeWith(base, chosen);
    checkSteps(recipe, chosen, stages);
    return { name: values.join(", ") || name, recipe };
  });
  return overSeeds(recipes, seeds);
}

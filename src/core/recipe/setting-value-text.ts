import { hasFields } from "./has-fields.ts";
import { MONITORED_SCORES } from "./monitored-scores.ts";
import { OPTIMISER_KINDS, OPTIMISERS } from "./optimisers.ts";
import type { RecipeFields } from "./recipe-field.ts";
import type { RecipePath } from "./recipe-path.ts";
import { SCHEDULE_KINDS, SCHEDULES } from "./schedules.ts";
import {
  BORDERS,
  DIRECTION_LOSSES,
  GATES,
  HEADS,
  NORMALISATIONS,
  PADDINGS,
  SYNTHETIC,
} from "./setting-options.ts";
import { VALIDATION_TEXT } from "./validation-transforms.ts";

type Words = Readonly<Record<string, string>>;

const wordsOf = (options: readonly { readonly value: string; readonly label: string }[]): Words =>
  Object.fromEntries(options.map(({ value, label }) => [value, label]));

const labelsOf = (table: Readonly<Record<string, { readonly label: string }>>): Words =>
  Object.fromEntries(Object.entries(table).map(([value, { label }]) => [value, label]));

const SCORES: Words = Object.fromEntries(
  Object.entries(MONITORED_SCORES).map(([value, { title }]) => [value, title]),
);

/** Parts of a stage with a table of fields. */
const PARTS: readonly { readonly fields: RecipeFields }[] = [
  ...SCHEDULE_KINDS.map((kind) => SCHEDULES[kind]),
  ...OPTIMISER_KINDS.map((kind) => OPTIMISERS[kind]),
];

/** Labels of the options of these fields, by the name of the field and the word. */
const CHOICES: Words = Object.fromEntries(
  PARTS.flatMap(({ fields }) => Object.entries(fields)).flatMap(([name, field]) =>
    field.kind === "choice" ? field.options.map(({ value, label }) => [`${name} ${value}`, label]) : [],
  ),
);

/** What the words of a setting are called on the page, by its path without the stage. */
const WORDS: Readonly<Record<string, Words>> = {
  channel: { mean: "Mean of all" },
  cropsPerImage: { cover: "as many as cover it" },
  "normalisation.kind": wordsOf(NORMALISATIONS),
  "synthetic.kind": wordsOf(SYNTHETIC),
  gate: wordsOf(GATES),
  border: wordsOf(BORDERS),
  directionLoss: wordsOf(DIRECTION_LOSSES),
  "networks.direction.head": wordsOf(HEADS),
  "augmentation.padding": wordsOf(PADDINGS),
  "validation.first.kind": labelsOf(VALIDATION_TEXT),
  "validation.second.kind": labelsOf(VALIDATION_TEXT),
  "schedule.kind": labelsOf(SCHEDULES),
  "optimiser.kind": labelsOf(OPTIMISERS),
  "schedule.monitor": SCORES,
  "earlyStopping.monitor": SCORES,
  bestBy: SCORES,
};

/** What the absence of a setting means. */
const ABSENT: Words = {
  "networks.direction.head": "Unit vectors",
  bestBy: "Automatic",
  earlyStopping: "off",
  "validation.second": "None",
  "validation.second.kind": "None",
};

const ownWord = (words: Words | undefined, name: string): string | undefined =>
  words && Object.hasOwn(words, name) ? words[name] : undefined;

/**
 * A value of a setting as written in a recipe: whole numbers in full, other numbers with at most 4 significant digits,
 * switches as `on` and `off`, `–` if absent.
 */
export function settingText(value: unknown): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number")
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * A setting as text for the user: words as on the page, a group of settings by its kind, other values as `settingText`
 * gives them.
 */
export function settingValueText(path: RecipePath, value: unknown): string {
  if (hasFields(value)) return "kind" in value ? settingValueText([...path, "kind"], value.kind) : "on";
  const own = path[0] === "stages" ? path.slice(2) : path;
  const key = own.join(".");
  if (value === undefined || value === null) return ownWord(ABSENT, key) ?? settingText(value);
  if (typeof value !== "string") return settingText(value);
  const words = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  const isOfStage = path[0] === "stages";
  return (
    ownWord(words, value) ?? (isOfStage ? ownWord(CHOICES, `${own.at(-1)} ${value}`) : undefined) ?? value
  );
}

import { TRANSFORMS } from "../augment/transforms.ts";
import { STAGES } from "./recipe.ts";
import { labelOf } from "./recipe-field.ts";
import type { RecipePath } from "./recipe-path.ts";
import { STAGE_FIELDS } from "./stage-fields.ts";
import { NETWORK_TEXT, STAGE_TEXT } from "./stages.ts";

/** Names of settings on the page where they are not the words of the field. */
const NAMED: Readonly<Record<string, string>> = {
  validationFraction: "Validation images",
  emptyCropFraction: "Crops without cells",
  cellCropFraction: "Crops centred on cells",
  "synthetic.kind": "Synthetic images",
  "synthetic.fraction": "Synthetic crops at the start",
  "synthetic.until": "Synthetic crops until",
  countCellsEvery: "Count cells every",
  keep: "Kept weights",
  border: "Image border",
  targetMargin: "Surroundings for targets",
  staleVectors: "Stale vectors",
  gate: "Gating mask",
  "networks.semantic.F": `${NETWORK_TEXT.semantic.title} width F`,
  "networks.semantic.depth": `${NETWORK_TEXT.semantic.title} depth`,
  "networks.direction.m": `${NETWORK_TEXT.direction.title} width m`,
  "networks.direction.head": `${NETWORK_TEXT.direction.title} output`,
  "networks.shared.F": `${NETWORK_TEXT.shared.title} width F`,
  "networks.shared.depth": `${NETWORK_TEXT.shared.title} depth`,
  "networks.shared.logChannel": "Log channel",
  pipeline: "Networks",
  "sharedLoss.mask": "Weight of the mask loss",
  "sharedLoss.vectors": "Weight of the vector loss",
  "sharedLoss.levels": "Weight of the level loss",
  "sharedLoss.background": "Weight of the background",
  "validation.first.kind": "Validation transform",
  "validation.first.side": "Side of the validation",
  "validation.first.seed": "Seed of the validation",
  "validation.second": "Second validation",
  "validation.second.kind": "Second validation",
  "validation.second.side": "Side of the second validation",
  "validation.second.seed": "Seed of the second validation",
  "networks.energy.m": `${NETWORK_TEXT.energy.title} width m`,
  "normalisation.kind": "Normalisation",
  "normalisation.low": "Black at percentile",
  "normalisation.high": "White at percentile",
  "optimiser.kind": "Optimiser",
  "optimiser.clipNorm": "Largest gradient norm",
  "schedule.kind": "Schedule",
  earlyStopping: "Early stopping",
  bestBy: "Best weights by",
};

/** `peakLearningRate` as `Peak learning rate`. */
function inWords(field: string): string {
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function ownValue<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function transformLabel(name: string, field: string | undefined): string {
  const transform = ownValue(TRANSFORMS, name);
  if (!transform || field === undefined) return inWords(name);
  const strength = ownValue<{ readonly title: string }>(transform.strengths, field);
  return `${transform.title}: ${(strength?.title ?? inWords(field)).toLowerCase()}`;
}

function fieldLabel(part: string, field: string): string {
  for (const fields of ownValue(STAGE_FIELDS, part) ?? []) {
    const found = ownValue(fields, field);
    const label = found ? labelOf(found) : null;
    if (label !== null) return label;
  }
  return inWords(field);
}

function stageSetting(path: RecipePath): string {
  const named = ownValue(NAMED, path.join("."));
  if (named !== undefined) return named;
  const last = path[path.length - 1] ?? "";
  return fieldLabel(path[0] ?? "", last);
}

/** Stage in place of one of `STAGES` in the path of a setting that is meant for all of them. */
export const ALL_STAGES = "*";

function stageName(name: string): string {
  const stage = STAGES.find((one) => one === name);
  return stage ? STAGE_TEXT[stage].title : "all stages";
}

/**
 * Name of a setting as on the page, e.g. `Crop`, `Rotation: probability`, `Steps, Direction`. A setting that is not
 * known here is named by its field.
 */
export function settingLabel(path: RecipePath): string {
  const [group = "", name = "", ...rest] = path;
  if (group === "stages" && rest.length > 0) return `${stageSetting(rest)}, ${stageName(name)}`;
  if (group === "augmentation" && path.length > 1) return transformLabel(name, rest[0]);
  return ownValue(NAMED, path.join(".")) ?? inWords(path[path.length - 1] ?? "");
}

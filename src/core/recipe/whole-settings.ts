import { AUGMENTATION_PRESETS } from "../augment/presets.ts";
import { EARLY_STOPPING } from "./early-stopping.ts";
import { defaultOptimiser, OPTIMISER_KINDS, OPTIMISERS } from "./optimisers.ts";
import { type Recipe, STAGES } from "./recipe.ts";
import type { RecipePath } from "./recipe-path.ts";
import { PERCENTILES } from "./recipe-schema.ts";
import { peakOf, SCHEDULE_KINDS, SCHEDULES, scheduleOf } from "./schedules.ts";
import { SYNTHETIC } from "./setting-options.ts";
import { STAGE_TEXT } from "./stages.ts";
import { syntheticOf } from "./synthetic.ts";
import { VALIDATION_TEXT, type ValidationTransform } from "./validation-transforms.ts";

/** A setting with several fields, of which whole values are offered. */
export interface WholeSetting {
  readonly path: RecipePath;
  readonly label: string;
  /** Complete values of the setting, by their names. */
  readonly options: readonly { readonly label: string; readonly value: unknown }[];
}

const AUGMENTATION: WholeSetting = {
  path: ["augmentation"],
  label: "Augmentation",
  options: Object.entries(AUGMENTATION_PRESETS).map(([label, value]) => ({ label, value })),
};

const NORMALISATION: WholeSetting = {
  path: ["normalisation"],
  label: "Normalisation",
  options: [
    { label: "percentiles", value: PERCENTILES },
    { label: "mean and SD", value: { kind: "meanStd" } },
    { label: "none", value: { kind: "none" } },
  ],
};

const SYNTHETIC_IMAGES: WholeSetting = {
  path: ["synthetic"],
  label: "Synthetic images",
  options: SYNTHETIC.map(({ value, label }) => ({ label: label.toLowerCase(), value: syntheticOf(value) })),
};

function validationsOf({ crop }: Recipe): readonly WholeSetting[] {
  const transforms: readonly ValidationTransform[] = [
    { kind: "none" },
    { kind: "centre", side: crop },
    { kind: "tiles", side: crop },
    { kind: "augmented", seed: 1 },
  ];
  const options = transforms.map((value) => ({
    label: VALIDATION_TEXT[value.kind].label.toLowerCase(),
    value,
  }));
  return [
    { path: ["validation", "first"], label: "Validation transform", options },
    {
      path: ["validation", "second"],
      label: "Second validation",
      options: [{ label: "off", value: null }, ...options],
    },
  ];
}

function headOf({ networks }: Recipe): WholeSetting {
  const { m } = networks.direction;
  return {
    path: ["networks", "direction"],
    label: "Direction Net output",
    options: [
      { label: "normalised", value: { m } },
      { label: "ReLU", value: { m, head: "relu" } },
    ],
  };
}

/** The schedules keep the highest learning rate of the stage. */
function stageSettings({ stages }: Recipe): readonly WholeSetting[] {
  return STAGES.flatMap((stage) => {
    const { title } = STAGE_TEXT[stage];
    const rate = peakOf(stages[stage].schedule);
    return [
      {
        path: ["stages", stage, "schedule"],
        label: `Schedule, ${title}`,
        options: SCHEDULE_KINDS.map((kind) => ({
          label: SCHEDULES[kind].label.toLowerCase(),
          value: scheduleOf(kind, rate),
        })),
      },
      {
        path: ["stages", stage, "optimiser"],
        label: `Optimiser, ${title}`,
        options: OPTIMISER_KINDS.map((kind) => ({
          label: OPTIMISERS[kind].label,
          value: defaultOptimiser(kind),
        })),
      },
      {
        path: ["stages", stage, "earlyStopping"],
        label: `Early stopping, ${title}`,
        options: [
          { label: "off", value: null },
          { label: "on", value: EARLY_STOPPING },
        ],
      },
    ];
  });
}

/** The settings of a recipe with several fields of which whole values are offered: presets, kinds, on and off. */
export function wholeSettings(recipe: Recipe): readonly WholeSetting[] {
  return [
    AUGMENTATION,
    NORMALISATION,
    SYNTHETIC_IMAGES,
    ...validationsOf(recipe),
    headOf(recipe),
    ...stageSettings(recipe),
  ];
}

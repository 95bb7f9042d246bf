import { type Fields, hasFields } from "./has-fields.ts";

/**
 * Renames fields whose new names are free. A value without fields is returned unchanged and refused by the
 * later validation.
 */
function renamed(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (!hasFields(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    Object.hasOwn(names, name) && !Object.hasOwn(value, names[name]) ? names[name] : name,
    inner,
  ]);
  return Object.fromEntries(entries);
}

/** Applies a function to each field. */
function eachField(value: unknown, change: (inner: unknown) => unknown): unknown {
  if (!hasFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]));
}

/** Applies a function to one field, if it exists. */
function changed(value: unknown, name: string, change: (inner: unknown) => unknown): unknown {
  return hasFields(value) && Object.hasOwn(value, name) ? { ...value, [name]: change(value[name]) } : value;
}

/** Version 1 supported only percentiles of the mean over channels. */
function fromVersion1(value: Fields): unknown {
  const { normalisation } = value;
  return {
    channel: "mean",
    ...value,
    normalisation: hasFields(normalisation) ? { kind: "percentile", ...normalisation } : normalisation,
  };
}

/** Until version 2, cells were not counted during training. */
function fromVersion2(value: Fields): unknown {
  return { countCellsEvery: 0, keep: "last", ...value };
}

/** Joint stage for recipes of version 3 without one: that of the recipe `quick` at the time. */
const JOINT_OF_VERSION_3 = {
  steps: 400,
  optimiser: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 },
  schedule: { kind: "oneCycle", maximum: 5e-4, warmUp: 0.3, startDivisor: 25, endDivisor: 1e4 },
};

const stageOfVersion3 = (stage: unknown): unknown =>
  changed(
    changed(stage, "optimiser", (optimiser) => renamed(optimiser, { decay: "weightDecay" })),
    "schedule",
    (schedule) =>
      renamed(schedule, {
        rate: "learningRate",
        maximum: "peakLearningRate",
        warmUp: "warmUpFraction",
      }),
  );

const augmentationOfVersion3 = (augmentation: unknown): unknown =>
  changed(
    renamed(augmentation, {
      flipRows: "flipVertical",
      flipColumns: "flipHorizontal",
      quarterTurn: "rotate90",
      fill: "padding",
    }),
    "padding",
    (padding) => (padding === "mirror" ? "reflect" : padding),
  );

/**
 * Version 3 had other names for some fields. A recipe without `emptyCrops` predates that setting; all its
 * crops without cells were meant to be replaced.
 */
function fromVersion3(value: Fields): unknown {
  const named = renamed(
    { emptyCrops: 0, ...value },
    { validationShare: "validationFraction", emptyCrops: "emptyCropFraction" },
  );
  const augmented = changed(named, "augmentation", augmentationOfVersion3);
  return changed(augmented, "stages", (stages) =>
    eachField(hasFields(stages) ? { joint: JOINT_OF_VERSION_3, ...stages } : stages, stageOfVersion3),
  );
}

/** Until version 4, validation was on whole images or on centre crops. */
function fromVersion4({ validationCrop = "whole", ...others }: Fields): unknown {
  const first = validationCrop === "whole" ? { kind: "none" } : { kind: "centre", side: validationCrop };
  return { validation: { first, second: null }, ...others };
}

/** Upgrades of recipes of version 1, 2, ... to the next version. */
const STEPS: readonly ((value: Fields) => unknown)[] = [
  fromVersion1,
  fromVersion2,
  fromVersion3,
  fromVersion4,
];

/**
 * Upgrades a recipe of an older version to the newest, version by version; everything else is returned
 * unchanged, for the later validation.
 */
export function upgradeRecipe(value: unknown): unknown {
  let upgraded = value;
  for (const [index, step] of STEPS.entries()) {
    if (hasFields(upgraded) && upgraded.version === index + 1) {
      upgraded = { ...(step(upgraded) as Fields), version: index + 2 };
    }
  }
  return upgraded;
}

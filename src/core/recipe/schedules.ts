import * as v from "valibot";
import { numberFrom } from "../number-range.ts";
import {
  choiceField,
  numberField,
  type RecipeFields,
  schemasOf,
  scoreField,
  switchField,
} from "./recipe-field.ts";

export const LARGEST_LEARNING_RATE = 1;

/** Largest number of steps of a stage, and of steps, epochs or validations in its schedule. */
export const MAX_STEPS = 10_000_000;

const rate = numberFrom(0, LARGEST_LEARNING_RATE);

/** Text of the page about a schedule. */
interface ScheduleText {
  readonly label: string;
  /** A short sentence without its full stop. */
  readonly detail: string;
  /** The same after the name of an optimiser. */
  readonly summary: string;
}

/** A schedule whose fields follow the learning rate that it starts from or stays at. */
function schedule<Kind extends string, F extends RecipeFields>(kind: Kind, text: ScheduleText, fields: F) {
  const schema = v.strictObject({ kind: v.literal(kind), learningRate: rate, ...schemasOf(fields) });
  return { ...text, fields, schema };
}

const warmUpFraction = (initial: number, explanation: string) =>
  numberField({
    initial,
    low: 0,
    high: 1,
    control: { label: "Warm-up", explanation, unit: "%", step: 5 },
  });

const divisor = (initial: number, label: string, explanation: string) =>
  numberField({ initial, low: 1, high: 1e9, control: { label, explanation, step: 1 } });

const startDivisor = divisor(25, "Start divisor", "The first rate is the learning rate divided by this.");

const interval = choiceField(
  "Interval",
  [
    { value: "step", label: "Every step" },
    { value: "epoch", label: "Every epoch", detail: "The rate is constant within an epoch" },
  ],
  "Whether the schedule counts optimiser steps or epochs.",
);

/** A linear warm-up before another schedule, which then has the remaining steps. */
const WARM_UP_BEFORE = {
  warmUpFraction: warmUpFraction(0, "Fraction of the steps in which the rate first rises linearly."),
  startDivisor,
};

const minLearningRate = numberField({
  initial: 0,
  low: 0,
  high: LARGEST_LEARNING_RATE,
  control: { label: "Lowest rate", explanation: "The rate never falls below this.", step: 1e-6 },
});

const factor = numberField({
  initial: 0.1,
  low: 0,
  high: 1,
  isOpen: true,
  control: { label: "Factor", explanation: "Each reduction multiplies the rate by this.", step: 0.05 },
});

const whole = (initial: number, low: number, label: string, unit: string | undefined, explanation: string) =>
  numberField({
    initial,
    low,
    high: MAX_STEPS,
    isWhole: true,
    control: { label, explanation, step: 1, ...(unit === undefined ? {} : { unit }) },
  });

/** One-cycle's rate is its peak, and so named. Apart from that it has the defaults of PyTorch's OneCycleLR. */
const ONE_CYCLE_FIELDS = {
  warmUpFraction: warmUpFraction(0.3, "Fraction of the steps until the peak learning rate."),
  startDivisor: divisor(25, "Start divisor", "The first rate is the peak divided by this."),
  endDivisor: divisor(1e4, "End divisor", "The last rate is the first divided by this."),
  annealing: choiceField(
    "Shape",
    [
      { value: "cosine", label: "Cosine" },
      { value: "linear", label: "Linear" },
    ],
    "How the rate rises and falls.",
  ),
  threePhases: switchField(
    "Three phases",
    false,
    "Falls to the first rate in as many steps as it rose, and in the remaining steps to the last rate.",
  ),
  interval,
};

/**
 * All schedules of the learning rate: their text and the fields of their recipes, with ranges and defaults,
 * which are PyTorch's where it has the field. The formulas are in `core/schedule`.
 */
export const SCHEDULES = {
  constant: schedule(
    "constant",
    { label: "Constant", detail: "The same learning rate in every step", summary: "constant rate" },
    {},
  ),
  warmUp: schedule(
    "warmUp",
    { label: "Linear warm-up", detail: "Rises linearly, then stays", summary: "linear warm-up" },
    {
      warmUpFraction: warmUpFraction(0.1, "Fraction of the steps in which the rate rises."),
      startDivisor,
      interval,
    },
  ),
  oneCycle: {
    label: "One cycle",
    detail: "Rises to the peak, then falls to almost 0",
    summary: "one cycle",
    fields: ONE_CYCLE_FIELDS,
    schema: v.strictObject({
      kind: v.literal("oneCycle"),
      peakLearningRate: rate,
      ...schemasOf(ONE_CYCLE_FIELDS),
    }),
  },
  cosine: schedule(
    "cosine",
    { label: "Cosine", detail: "Falls along half a cosine", summary: "cosine" },
    { minLearningRate, ...WARM_UP_BEFORE, interval },
  ),
  step: schedule(
    "step",
    { label: "Step", detail: "Is multiplied by a factor at regular intervals", summary: "step" },
    {
      every: whole(100, 1, "Reduce every", undefined, "Steps or epochs between two reductions."),
      factor,
      ...WARM_UP_BEFORE,
      interval,
    },
  ),
  plateau: schedule(
    "plateau",
    {
      label: "Reduce on plateau",
      detail: "Is reduced when a score of validation no longer improves",
      summary: "reduce on plateau",
    },
    {
      monitor: scoreField("The score of validation that must improve. Validations without it do not count."),
      factor,
      patience: whole(10, 0, "Patience", "checks", "Validations without an improvement before a reduction."),
      threshold: numberField({
        initial: 1e-4,
        low: 0,
        high: 1,
        isOpen: true,
        control: {
          label: "Smallest change",
          explanation: "A smaller change of the score is no improvement.",
          step: 1e-4,
        },
      }),
      thresholdMode: choiceField(
        "Smallest change is",
        [
          { value: "relative", label: "Relative", detail: "A fraction of the best score" },
          { value: "absolute", label: "Absolute", detail: "In the unit of the score" },
        ],
        "What the smallest change is measured in.",
      ),
      cooldown: whole(0, 0, "Cooldown", "checks", "Validations after a reduction that are not counted."),
      minLearningRate,
      ...WARM_UP_BEFORE,
    },
  ),
};

export type ScheduleKind = keyof typeof SCHEDULES;

/** All kinds, in the order of the table. */
export const SCHEDULE_KINDS = Object.keys(SCHEDULES) as ScheduleKind[];

/** A schedule with its parameters in a recipe. */
export type ScheduleRecipe<Kind extends ScheduleKind = ScheduleKind> = {
  readonly [K in Kind]: Readonly<v.InferOutput<(typeof SCHEDULES)[K]["schema"]>> & { readonly kind: K };
}[Kind];

/** Schema of the schedule of a stage. */
export const scheduleSchema = v.pipe(
  v.variant(
    "kind",
    SCHEDULE_KINDS.map((kind) => SCHEDULES[kind].schema),
  ),
  v.check(
    (chosen) => !("minLearningRate" in chosen) || chosen.minLearningRate <= chosen.learningRate,
    "minLearningRate must not be above learningRate",
  ),
);

/** The highest learning rate of a schedule. */
export function peakOf(schedule: ScheduleRecipe): number {
  return schedule.kind === "oneCycle" ? schedule.peakLearningRate : schedule.learningRate;
}

/** The same schedule with another highest learning rate, above which its lowest one never is. */
export function withPeak(schedule: ScheduleRecipe, rate: number): ScheduleRecipe {
  if (schedule.kind === "oneCycle") return { ...schedule, peakLearningRate: rate };
  if (!("minLearningRate" in schedule)) return { ...schedule, learningRate: rate };
  return { ...schedule, learningRate: rate, minLearningRate: Math.min(schedule.minLearningRate, rate) };
}

/** A schedule of this kind with its defaults and this highest learning rate. */
export function scheduleOf<Kind extends ScheduleKind>(kind: Kind, rate: number): ScheduleRecipe<Kind>;
export function scheduleOf(kind: ScheduleKind, rate: number): ScheduleRecipe {
  return v.parse(
    scheduleSchema,
    kind === "oneCycle" ? { kind, peakLearningRate: rate } : { kind, learningRate: rate },
  );
}

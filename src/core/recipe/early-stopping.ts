import * as v from "valibot";
import { numberField, schemasOf, scoreField } from "./recipe-field.ts";

/** Fields of early stopping, with the defaults of Lightning's EarlyStopping. */
export const EARLY_STOPPING_FIELDS = {
  monitor: scoreField("The score of validation that must improve. Validations without it do not count."),
  patience: numberField({
    initial: 3,
    low: 1,
    high: 100_000,
    isWhole: true,
    control: {
      label: "Patience",
      explanation: "Validations without an improvement before the stage ends.",
      unit: "checks",
      step: 1,
    },
  }),
  minDelta: numberField({
    initial: 0,
    low: 0,
    high: 1000,
    control: {
      label: "Smallest change",
      explanation: "In the unit of the score, which must improve by more than this.",
      step: 0.001,
    },
  }),
};

/** Schema of early stopping. */
export const earlyStoppingSchema = v.strictObject(schemasOf(EARLY_STOPPING_FIELDS));

/** When a stage ends before its last step. */
export type EarlyStoppingRecipe = Readonly<v.InferOutput<typeof earlyStoppingSchema>>;

/** Early stopping with its defaults. */
export const EARLY_STOPPING: EarlyStoppingRecipe = v.parse(earlyStoppingSchema, {});

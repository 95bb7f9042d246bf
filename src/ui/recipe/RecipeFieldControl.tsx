import { stageLoss } from "../../core/losses/loss.ts";
import { MONITORED_SCORES, scoresOf } from "../../core/recipe/monitored-scores.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import type { RecipeField } from "../../core/recipe/recipe-field.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { inFraction, inPercent } from "../controls/percent.ts";
import { Select } from "../controls/Select.tsx";
import { Switch } from "../controls/Switch.tsx";

/** Distance of the largest available value from an excluded upper limit. */
const JUST_BELOW = 1e-4;

export interface RecipeFieldControlProps {
  readonly field: RecipeField;
  /** Determines the scores that can be monitored. */
  readonly stage: Stage;
  readonly value: unknown;
  readonly onChange: (value: string | number | boolean) => void;
}

function NumberControl({
  field,
  value,
  onChange,
}: RecipeFieldControlProps & { field: Extract<RecipeField, { kind: "number" }> }) {
  const { control, low, high, isOpen, isWhole } = field;
  if (!control) return null;
  const isPercent = control.unit === "%";
  const shown = (number: number) => (isPercent ? inPercent(number) : number);
  return (
    <NumberField
      {...control}
      value={shown(Number(value))}
      min={shown(low)}
      max={shown(isOpen ? high - JUST_BELOW : high)}
      multipleOf={isWhole ? 1 : undefined}
      onChange={(number) => onChange(isPercent ? inFraction(number) : number)}
    />
  );
}

/** The control of a field that a table of the recipe declares. */
export function RecipeFieldControl(props: RecipeFieldControlProps) {
  const { field, stage, value, onChange } = props;
  switch (field.kind) {
    case "number":
      return <NumberControl {...props} field={field} />;
    case "switch":
      return (
        <Switch
          label={field.label}
          explanation={field.explanation}
          checked={value === true}
          onChange={onChange}
        />
      );
    case "choice":
    case "score": {
      const options =
        field.kind === "choice"
          ? field.options
          : scoresOf(stageLoss(stage).task).map((score) => ({
              value: score,
              label: MONITORED_SCORES[score].title,
            }));
      return (
        <Select
          label={field.label}
          explanation={field.explanation}
          value={String(value)}
          options={options}
          onChange={onChange}
        />
      );
    }
  }
}

import { CROP_MULTIPLE, LARGEST_CROP, LARGEST_SEED } from "../../core/recipe/recipe-limits.ts";
import {
  VALIDATION_TEXT,
  type ValidationKind,
  type ValidationTransform,
} from "../../core/recipe/validation-transforms.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Select, type SelectOption } from "../controls/Select.tsx";

type Choice = ValidationKind | "off";

const KINDS = Object.entries(VALIDATION_TEXT).map(([value, { label, detail }]) => ({
  value: value as ValidationKind,
  label,
  detail,
}));

const OFF: SelectOption<Choice> = { value: "off", label: "None", detail: "One validation only" };

function transformOf(kind: Choice, side: number): ValidationTransform | null {
  switch (kind) {
    case "off":
      return null;
    case "none":
      return { kind };
    case "centre":
    case "tiles":
      return { kind, side };
    case "augmented":
      return { kind, seed: 1 };
  }
}

interface ValidationTransformFieldsProps {
  readonly label: string;
  readonly explanation: string;
  /** Null if there is no validation. */
  readonly value: ValidationTransform | null;
  /** Side of crops and tiles when they are chosen, px. */
  readonly side: number;
  /** Whether there may be none. */
  readonly optional?: boolean;
  readonly onChange: (transform: ValidationTransform | null) => void;
}

/** What a validation measures: a kind, with its side or seed. */
export function ValidationTransformFields(props: ValidationTransformFieldsProps) {
  const { label, explanation, value, side, optional = false, onChange } = props;
  return (
    <>
      <Select<Choice>
        label={label}
        explanation={explanation}
        value={value?.kind ?? "off"}
        options={optional ? [OFF, ...KINDS] : KINDS}
        onChange={(kind) => onChange(transformOf(kind, side))}
      />
      {value && "side" in value ? (
        <NumberField
          label={`Side, ${label}`}
          unit="px"
          value={value.side}
          min={CROP_MULTIPLE}
          max={LARGEST_CROP}
          step={CROP_MULTIPLE}
          multipleOf={CROP_MULTIPLE}
          onChange={(chosen) => onChange({ ...value, side: chosen })}
        />
      ) : null}
      {value && "seed" in value ? (
        <NumberField
          label={`Seed, ${label}`}
          explanation="The same crops in every validation and every run with this seed."
          value={value.seed}
          min={0}
          max={LARGEST_SEED}
          multipleOf={1}
          onChange={(seed) => onChange({ ...value, seed })}
        />
      ) : null}
    </>
  );
}

import type { RecipePath } from "../../core/recipe/recipe-path.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { inFraction, inPercent } from "../controls/percent.ts";
import { Marked } from "./Marked.tsx";

export interface FractionSettingProps {
  readonly label: string;
  readonly explanation: string;
  readonly path: RecipePath;
  /** 0 to 1. */
  readonly value: number;
  readonly onChange: (fraction: number) => void;
}

/** A fraction of the recipe, shown in per cent. */
export function FractionSetting({ label, explanation, path, value, onChange }: FractionSettingProps) {
  return (
    <Marked name={label} path={path}>
      <NumberField
        label={label}
        explanation={explanation}
        unit="%"
        value={inPercent(value)}
        min={0}
        max={100}
        step={5}
        onChange={(percent) => onChange(inFraction(percent))}
      />
    </Marked>
  );
}

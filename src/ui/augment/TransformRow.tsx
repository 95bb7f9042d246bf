import { useId } from "react";
import type { Augmentation } from "../../core/augment/augmentation.ts";
import { editAugmentation } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { inPercent, shareOf } from "../controls/percent.ts";
import styles from "./TransformRow.module.css";
import type { TransformDescription } from "./transforms.ts";

export interface TransformRowProps {
  readonly description: TransformDescription;
  readonly augmentation: Augmentation;
}

/** One transform: how often, and how strong while it happens at all. */
export function TransformRow({ description, augmentation }: TransformRowProps) {
  const { name, label, why, strengths } = description;
  const id = useId();
  const settings = augmentation[name] as { readonly probability: number } & Readonly<Record<string, number>>;
  const change = (field: string, value: number) =>
    editAugmentation({ [name]: { ...settings, [field]: value } });
  const off = settings.probability === 0;
  return (
    <fieldset className={styles.transform} data-off={off || undefined}>
      <legend id={id} className="visually-hidden">
        {label}
      </legend>
      <NumberField
        label={label}
        explanation={why}
        unit="%"
        value={inPercent(settings.probability)}
        min={0}
        max={100}
        step={10}
        onChange={(value) => change("probability", shareOf(value))}
      />
      {off
        ? null
        : strengths.map(({ field, ...strength }) => (
            <div key={field} className={styles.strength}>
              <NumberField {...strength} value={settings[field]} onChange={(value) => change(field, value)} />
            </div>
          ))}
    </fieldset>
  );
}

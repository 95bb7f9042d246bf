import { useId } from "react";
import type { Augmentation } from "../../core/augment/augmentation.ts";
import type { Transform } from "../../core/augment/transform.ts";
import type { TransformName } from "../../core/augment/transforms.ts";
import { changeAugmentation, showAugmented, useAugmentationView } from "../../state/augmentation-view.ts";
import { Button } from "../controls/Button.tsx";
import { NumberField } from "../controls/NumberField.tsx";
import { inFraction, inPercent } from "../controls/percent.ts";
import styles from "./TransformRow.module.css";

export interface TransformRowProps {
  readonly name: TransformName;
  readonly transform: Transform;
  readonly augmentation: Augmentation;
}

/** One transform: its probability, its strength when applied, and a button that shows its effect alone. */
export function TransformRow({ name, transform, augmentation }: TransformRowProps) {
  const { title, hint, strengths } = transform;
  const id = useId();
  const only = useAugmentationView((view) => view.only === name);
  const settings = augmentation[name] as { readonly probability: number } & Readonly<Record<string, number>>;
  const change = (field: string, value: number) =>
    changeAugmentation({ [name]: { ...settings, [field]: value } }, name);
  const off = settings.probability === 0;
  return (
    <fieldset className={styles.transform} data-off={off || undefined}>
      <legend id={id} className="visually-hidden">
        {title}
      </legend>
      <div className={styles.head}>
        <NumberField
          label={title}
          explanation={hint}
          unit="%"
          value={inPercent(settings.probability)}
          min={0}
          max={100}
          step={10}
          onChange={(value) => change("probability", inFraction(value))}
        />
        <Button
          label="Only this one"
          variant="quiet"
          aria-pressed={only}
          aria-describedby={id}
          onClick={() => showAugmented(only ? null : name)}
        />
      </div>
      {off
        ? null
        : Object.entries(strengths).map(([field, { title: label, unit, low, high, step }]) => (
            <div key={field} className={styles.strength}>
              <NumberField
                label={label}
                unit={unit}
                min={low}
                max={high}
                step={step}
                value={settings[field]}
                onChange={(value) => change(field, value)}
              />
            </div>
          ))}
    </fieldset>
  );
}

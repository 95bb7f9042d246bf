import type { Augmentation } from "../../core/augment/augmentation.ts";
import type { Transform } from "../../core/augment/transform.ts";
import type { TransformName } from "../../core/augment/transforms.ts";
import { sameValue } from "../../core/same-value.ts";
import { changeAugmentation, showAugmented, useAugmentationView } from "../../state/augmentation-view.ts";
import { ChangedMark } from "../controls/ChangedMark.tsx";
import { IconButton } from "../controls/IconButton.tsx";
import { NumberField } from "../controls/NumberField.tsx";
import { inFraction, inPercent } from "../controls/percent.ts";
import styles from "./TransformRow.module.css";

export interface TransformRowProps {
  readonly name: TransformName;
  readonly transform: Transform;
  readonly augmentation: Augmentation;
  /** The augmentation from which changes are marked. */
  readonly preset: Augmentation;
}

/** One transform: its probability, its strength when applied, and a button that shows its effect alone. */
export function TransformRow({ name, transform, augmentation, preset }: TransformRowProps) {
  const { title, hint, strengths } = transform;
  const only = useAugmentationView((view) => view.only === name);
  const settings = augmentation[name] as { readonly probability: number } & Readonly<Record<string, number>>;
  const change = (field: string, value: number) =>
    changeAugmentation({ [name]: { ...settings, [field]: value } }, name);
  const shown = settings.probability === 0 ? [] : Object.entries(strengths);
  return (
    <fieldset className={styles.transform}>
      <legend className="visually-hidden">{title}</legend>
      <div className={styles.head}>
        <ChangedMark
          name={title}
          isChanged={!sameValue(settings, preset[name])}
          onReset={() => changeAugmentation({ [name]: preset[name] }, name)}
        />
        <IconButton
          label="Show only this one"
          icon="over"
          aria-pressed={only}
          onClick={() => showAugmented(only ? null : name)}
        />
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
      </div>
      {shown.length === 0 ? null : (
        <div className={styles.strengths}>
          {shown.map(([field, { title: label, unit, low, high, step }]) => (
            <NumberField
              key={field}
              label={label}
              unit={unit}
              min={low}
              max={high}
              step={step}
              value={settings[field]}
              onChange={(value) => change(field, value)}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}

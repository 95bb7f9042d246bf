import { Toggle } from "@base-ui/react/toggle";
import { useEffect, useId, useRef } from "react";
import type { SettingField } from "../../core/recipe/setting-fields.ts";
import {
  choosePath,
  type DraftAxis,
  editAxis,
  removeAxis,
  tookFocus,
  useQueueDraft,
} from "../../state/queue-draft.ts";
import { IconButton } from "../controls/IconButton.tsx";
import { FieldChoice } from "./FieldChoice.tsx";
import { fieldHint } from "./field-hint.ts";
import styles from "./GridBuilder.module.css";
import { ValueList } from "./ValueList.tsx";

interface OptionsProps {
  readonly axis: DraftAxis;
  readonly label: string;
  readonly options: readonly { readonly label: string }[];
}

/** The options of a choice, any number of which can be chosen. */
function Options({ axis, label, options }: OptionsProps) {
  const { key, chosen } = axis;
  const choose = (option: string, isChosen: boolean) =>
    editAxis(key, { chosen: isChosen ? [...chosen, option] : chosen.filter((one) => one !== option) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex container in all browsers
    <div className={styles.options} role="group" aria-label={`Values of ${label}`}>
      {options.map((option) => (
        <Toggle
          key={option.label}
          className={styles.option}
          pressed={chosen.includes(option.label)}
          onPressedChange={(pressed) => choose(option.label, pressed)}
        >
          {option.label}
        </Toggle>
      ))}
    </div>
  );
}

export interface AxisRowProps {
  readonly axis: DraftAxis;
  readonly field: SettingField | null;
  readonly fields: readonly SettingField[];
  /** Sentences about the values that are not possible. */
  readonly problems: readonly string[];
}

/** A setting to vary, with its values. */
export function AxisRow({ axis, field, fields, problems }: AxisRowProps) {
  const id = useId();
  const { key, text } = axis;
  const row = useRef<HTMLDivElement>(null);
  const isWanted = useQueueDraft(({ wanted }) => wanted === key);
  useEffect(() => {
    if (!isWanted) return;
    row.current?.querySelector<HTMLElement>("input, [role=group] button")?.focus();
    tookFocus();
  }, [isWanted]);
  return (
    <div ref={row} className={styles.axis}>
      <div className={styles.line}>
        {field ? (
          <span className={styles.chosen}>{field.label}</span>
        ) : (
          <FieldChoice fields={fields} onChoose={({ path }) => choosePath(key, path)} />
        )}
        <IconButton
          label={field ? `Do not vary ${field.label}` : "Remove this line"}
          icon="close"
          onClick={() => removeAxis(key)}
        />
      </div>
      {field === null ? null : field.values.kind === "number" ? (
        <ValueList
          label={`Values of ${field.label}`}
          placeholder="Values, separated by commas"
          text={text}
          hint={fieldHint(field)}
          problems={problems}
          id={id}
          onChange={(next) => editAxis(key, { text: next })}
        />
      ) : (
        <Options axis={axis} label={field.label} options={field.values.options} />
      )}
    </div>
  );
}

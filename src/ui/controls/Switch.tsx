import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { useId } from "react";
import { Explained } from "./Explained.tsx";
import styles from "./field-row.module.css";

export interface SwitchProps {
  /** Visible label and accessible name. */
  readonly label: string;
  /** Keeps the label for assistive technology only, if adjacent text already contains it. */
  readonly labelHidden?: boolean | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly explanation?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** On or off. */
export function Switch({ label, labelHidden, checked, onChange, explanation, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles.row} data-disabled={disabled || undefined}>
      <div className={labelHidden ? "visually-hidden" : styles.words}>
        <Explained about={label} explanation={explanation} id={`${id}-why`}>
          <label htmlFor={id}>{label}</label>
        </Explained>
      </div>
      <BaseSwitch.Root
        id={id}
        nativeButton
        render={<button type="button" />}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className={styles.switch}
        aria-describedby={explanation ? `${id}-why` : undefined}
      >
        <BaseSwitch.Thumb className={styles.thumb} />
      </BaseSwitch.Root>
    </div>
  );
}

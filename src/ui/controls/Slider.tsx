import { Slider as BaseSlider } from "@base-ui/react/slider";
import { useId } from "react";
import { Explained } from "./Explained.tsx";
import { NumberBox } from "./NumberBox.tsx";
import styles from "./Slider.module.css";
import { useNumberEntry } from "./use-number-entry.ts";

export interface SliderProps {
  /** Visible label and accessible name. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Called at every step of a drag, and with a typed number. */
  readonly onChange: (value: number) => void;
  /** Shown after the number; empty for a dimensionless number. */
  readonly unit: string;
  readonly explanation?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** A number between two limits, dragged, or typed into the box beside its name. */
export function Slider(props: SliderProps) {
  const { label, value, min, max, step, onChange, unit, explanation, disabled = false } = props;
  const id = useId();
  const text = `${String(value).replace("-", "−")}${unit ? ` ${unit}` : ""}`;
  const multipleOf = Number.isInteger(step) ? 1 : undefined;
  const entry = useNumberEntry({ value, onChange, step, disabled, min, max, unit, multipleOf });
  const described = [explanation && id, entry.problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <BaseSlider.Root
      value={value}
      min={min}
      max={max}
      step={step}
      largeStep={5 * step}
      disabled={disabled}
      onValueChange={onChange}
      className={styles.root}
    >
      <Explained about={label} explanation={explanation} id={id}>
        <BaseSlider.Label>{label}</BaseSlider.Label>
      </Explained>
      <NumberBox
        entry={entry}
        unit={unit}
        disabled={disabled}
        describedBy={described || undefined}
        label={label}
      />
      <BaseSlider.Control className={styles.control}>
        <BaseSlider.Track className={styles.track}>
          <BaseSlider.Indicator className={styles.indicator} />
          <BaseSlider.Thumb
            className={styles.thumb}
            getAriaValueText={() => text}
            aria-describedby={explanation ? id : undefined}
          />
        </BaseSlider.Track>
      </BaseSlider.Control>
      {entry.problem === null ? null : (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {entry.problem}
        </p>
      )}
    </BaseSlider.Root>
  );
}

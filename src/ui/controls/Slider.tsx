import { Slider as BaseSlider } from "@base-ui/react/slider";
import { useId } from "react";
import styles from "./Slider.module.css";

export interface SliderProps {
  /** Visible label and accessible name. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Told of every step of a drag. */
  readonly onChange: (value: number) => void;
  /** Shown behind the number; empty for a plain number. */
  readonly unit: string;
  readonly explanation?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** Decimals that tell two steps apart. */
const decimalsOf = (step: number) => String(step).split(".")[1]?.length ?? 0;

/** A number between two ends, with its value and unit beside its name. */
export function Slider(props: SliderProps) {
  const { label, value, min, max, step, onChange, unit, explanation, disabled } = props;
  const id = useId();
  const words = `${value.toFixed(decimalsOf(step)).replace("-", "−")}${unit ? ` ${unit}` : ""}`;
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
      <BaseSlider.Label className={styles.label}>{label}</BaseSlider.Label>
      <span className={styles.value}>{words}</span>
      <BaseSlider.Control className={styles.control}>
        <BaseSlider.Track className={styles.track}>
          <BaseSlider.Indicator className={styles.indicator} />
          <BaseSlider.Thumb
            className={styles.thumb}
            getAriaValueText={() => words}
            aria-describedby={explanation ? id : undefined}
          />
        </BaseSlider.Track>
      </BaseSlider.Control>
      {explanation ? (
        <p id={id} className={styles.explanation}>
          {explanation}
        </p>
      ) : null}
    </BaseSlider.Root>
  );
}

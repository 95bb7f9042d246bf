import type { Parameter } from "../../../core/instances/parameter.ts";
import { Explained } from "../../controls/Explained.tsx";
import { Segmented } from "../../controls/Segmented.tsx";
import { Slider } from "../../controls/Slider.tsx";
import { Switch } from "../../controls/Switch.tsx";
import styles from "./ParameterControl.module.css";

export interface ParameterControlProps {
  readonly parameter: Parameter;
  readonly value: number | boolean;
  /** Called at every step of a drag. */
  readonly onChange: (value: number | boolean) => void;
}

function Choice({ parameter, value, onChange }: ParameterControlProps) {
  if (parameter.kind !== "choice") return null;
  const { label, hint, options } = parameter;
  return (
    <div className={styles.choice}>
      <Explained about={label} explanation={hint}>
        <span>{label}</span>
      </Explained>
      <Segmented
        label={label}
        labelHidden
        value={String(value)}
        options={options.map((option) => ({ value: String(option), label: String(option) }))}
        onChange={(next) => onChange(Number(next))}
      />
    </div>
  );
}

/** The control for a parameter: a slider, a switch or a choice. */
export function ParameterControl(props: ParameterControlProps) {
  const { parameter, value, onChange } = props;
  const { label, hint } = parameter;
  switch (parameter.kind) {
    case "number": {
      const { low, high, step, unit } = parameter;
      return (
        <Slider
          label={label}
          value={Number(value)}
          min={low}
          max={high}
          step={step}
          unit={unit}
          explanation={hint}
          onChange={onChange}
        />
      );
    }
    case "switch":
      return <Switch label={label} checked={value === true} explanation={hint} onChange={onChange} />;
    case "choice":
      return <Choice {...props} />;
  }
}

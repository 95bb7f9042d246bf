import { counted } from "../../../core/counted.ts";
import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { trainedDefault } from "../../../core/instances/default-choice.ts";
import type { FittedChoices } from "../../../core/instances/fitted-choices.ts";
import { missingFor } from "../../../core/instances/method-needs.ts";
import type { Parameter } from "../../../core/instances/parameter.ts";
import { parameterSource } from "../../../core/instances/parameter-source.ts";
import { INSTANCE_METHODS, type InstanceChoice, METHODS } from "../../../core/instances/parameters.ts";
import { gateOf } from "../../../core/recipe/gate-of.ts";
import { useCellsStore } from "../../../state/cells.ts";
import { COMMANDS } from "../../../state/commands.ts";
import {
  changeParameter,
  chooseMethod,
  chooseTestTimeAugmentation,
  resetParameters,
  useInstanceSettings,
} from "../../../state/instance-settings.ts";
import { useRunStore } from "../../../state/run.ts";
import { CommandButton } from "../../commands/CommandButton.tsx";
import { Button } from "../../controls/Button.tsx";
import { Notice } from "../../controls/Notice.tsx";
import { Select } from "../../controls/Select.tsx";
import { Switch } from "../../controls/Switch.tsx";
import { GATE_TEXT } from "../words/describe-settings.ts";
import { GateControl } from "./GateControl.tsx";
import styles from "./MethodPanel.module.css";
import { ParameterControl } from "./ParameterControl.tsx";

const OPTIONS = METHODS.map((value) => ({
  value,
  label: INSTANCE_METHODS[value].title,
  detail: INSTANCE_METHODS[value].sentence,
}));

/** Size of the smallest cell, if the training images gave it. */
function smallestText({ method, parameters }: InstanceChoice, { smallestCell }: FittedChoices): string {
  const known = Object.values<Parameter>(INSTANCE_METHODS[method].parameters);
  const size = known.map((parameter) => trainedDefault(parameter, smallestCell)).find((one) => one !== null);
  return size !== undefined && parameters.minimum === size
    ? ` The smallest cell, ${size} px, is from the training images.`
    : "";
}

/** Progress of the optimisation, or the data that the parameters come from. */
function FitText() {
  const fit = useCellsStore(({ fit }) => fit);
  const fitting = useCellsStore(({ work }) => work?.kind === "fitting");
  const gate = useInstanceSettings((settings) => settings.gate);
  const fitted = useInstanceSettings((settings) => settings.fitted);
  const choice = useInstanceSettings(({ choices, method }) => choices[method]);
  if (fit) {
    return `Tried ${counted(fit.tried, "setting")}, best Kaggle ${fit.kaggle.toFixed(3)} ${GATE_TEXT[gate]}.`;
  }
  if (fitting) return "Trying settings on the training images; the validation images take no part.";
  const smallest = smallestText(choice, fitted);
  switch (parameterSource(fitted, gate, choice)) {
    case "training":
      return `Optimised on training images ${GATE_TEXT[gate]}, without the validation images.${smallest}`;
    case "validation":
      return `Optimised on validation images ${GATE_TEXT[gate]}: their scores are optimistic.${smallest}`;
    default:
      return smallest.trim();
  }
}

const AUGMENTATION_HINT =
  "Each image is predicted in its eight rotations and mirror images, and the results are averaged. Better, but eight times slower.";

/** The mask in which cells are found, and how often each image is predicted. */
function Prediction({ records }: MethodPanelProps) {
  const testTimeAugmentation = useInstanceSettings((settings) => settings.testTimeAugmentation);
  return (
    <div className={styles.prediction}>
      <div className={styles.gate}>
        <span>Mask</span>
        <GateControl records={records} />
      </div>
      <Switch
        label="Test-time augmentation (8×)"
        checked={testTimeAugmentation}
        onChange={chooseTestTimeAugmentation}
        explanation={AUGMENTATION_HINT}
      />
    </div>
  );
}

export interface MethodPanelProps {
  /** The images in scope. */
  readonly records: readonly ImageRecord[];
}

/** The mask, the instance method and its parameters. */
export function MethodPanel({ records }: MethodPanelProps) {
  const method = useInstanceSettings((settings) => settings.method);
  const values = useInstanceSettings(({ choices, method }) => choices[method].parameters);
  const trained = useRunStore((run) => run.trained);
  const missing = trained.length === 0 ? null : missingFor(method, trained);
  const parameters: Readonly<Record<string, Parameter>> = INSTANCE_METHODS[method].parameters;
  const gate = useInstanceSettings((settings) => settings.gate);
  const predicts = records.some((record) => gateOf(record, gate) === "predicted");
  const shown = Object.entries(parameters).filter(
    ([, parameter]) => predicts || parameter.kind !== "number" || parameter.onlyPredicted !== true,
  );
  const ofName = values as unknown as Readonly<Record<string, number | boolean>>;
  return (
    <section className={styles.panel} aria-label="Method">
      <Prediction records={records} />
      <div className={styles.method}>
        <Select
          label="Method"
          value={method}
          options={OPTIONS}
          explanation={INSTANCE_METHODS[method].sentence}
          onChange={chooseMethod}
        />
        {missing === null ? null : <Notice kind="warning">{missing}</Notice>}
      </div>
      <div className={styles.parameters}>
        {shown.map(([name, parameter]) => (
          <ParameterControl
            key={`${method} ${name}`}
            parameter={parameter}
            value={ofName[name]}
            onChange={(value) => changeParameter(name, value)}
          />
        ))}
      </div>
      <div className={styles.end}>
        <div className={styles.buttons}>
          <CommandButton command={COMMANDS.optimise} />
          <CommandButton command={COMMANDS.compareMethods} icon="compare" />
          <Button
            label="Reset"
            variant="quiet"
            title="Default values of this method"
            onClick={resetParameters}
          />
        </div>
        <p className={styles.fit} role="status">
          <FitText />
        </p>
      </div>
    </section>
  );
}

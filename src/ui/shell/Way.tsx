import { Tabs } from "@base-ui/react/tabs";
import { useId } from "react";
import { STEPS, type Step, showStep } from "../../state/view.ts";
import { useStepState } from "./step-state.ts";
import { STEP_TITLES } from "./step-titles.ts";
import styles from "./Way.module.css";

function StepTab({ step }: { step: Step }) {
  const state = useStepState(step);
  const id = useId();
  return (
    <Tabs.Tab
      value={step}
      className={styles.step}
      aria-label={STEP_TITLES[step]}
      aria-describedby={id}
      onClick={() => showStep(step)}
    >
      <span className={styles.title}>{STEP_TITLES[step]}</span>
      <span id={id} className={styles.state}>
        {state}
      </span>
    </Tabs.Tab>
  );
}

/** The workflow from images to masks: every step with its state, all of them open at any time. */
export function Way() {
  return (
    <Tabs.List aria-label="Workflow" className={styles.way}>
      {STEPS.map((step) => (
        <StepTab key={step} step={step} />
      ))}
    </Tabs.List>
  );
}

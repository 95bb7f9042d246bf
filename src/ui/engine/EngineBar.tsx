import { PIPELINES } from "../../core/recipe/pipelines.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import {
  cancelMeasuring,
  checkShownStep,
  measureShownStep,
  showStepOf,
  useEnginePanelStore,
} from "../../state/engine-panel.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import type { StepMeasuring } from "../../workers/step.protocol.ts";
import { Button } from "../controls/Button.tsx";
import { Progress } from "../controls/Progress.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { ViewTools } from "../controls/ViewTools.tsx";
import bar from "../controls/view-bar.module.css";
import styles from "./EngineBar.module.css";
import { ENGINE_TEXTS } from "./engine-text.ts";

const PARTS: Readonly<Record<Exclude<StepMeasuring["part"], "reference">, string>> = {
  compile: "Compiling kernels",
  steps: "Timing whole steps",
  kernels: "Timing each kernel",
};

function describePart(part: StepMeasuring["part"], engine: keyof typeof ENGINE_TEXTS | null): string {
  return part === "reference" ? ENGINE_TEXTS[engine ?? "webgpu"].measuringReference : PARTS[part];
}

/** The shown step, and the button that measures it; `engine` is null without a step. */
export function EngineBar({ engine }: { engine: keyof typeof ENGINE_TEXTS | null }) {
  const measurable = engine !== null;
  const stage = useEnginePanelStore((panel) => panel.stage);
  const { stages } = useRecipeStore(({ recipe }) => PIPELINES[recipe.pipeline]);
  const measuring = useEnginePanelStore((panel) => panel.measuring);
  const checking = useEnginePanelStore((panel) => panel.checking);
  const running = useRunStore((run) => isActive(run.phase));
  return (
    <ViewTools>
      <div className={bar.bar}>
        <h2 className="visually-hidden">Engine</h2>
        <Segmented
          label="Stage of the step"
          labelHidden
          value={stage}
          onChange={showStepOf}
          options={stages.map((value) => ({ value, label: stageTitle(value) }))}
        />
        {measuring ? (
          <>
            <div className={styles.progress}>
              <Progress
                label={describePart(measuring.part, engine)}
                done={measuring.done}
                total={measuring.all}
              />
            </div>
            <Button label="Cancel" onClick={cancelMeasuring} />
          </>
        ) : (
          <>
            <Button
              label="Measure"
              icon="play"
              variant="primary"
              disabled={!measurable || running || checking}
              onClick={() => void measureShownStep()}
            />
            <Button
              label={checking ? "Running tfjs" : "Check against tfjs"}
              disabled={!measurable || running || checking}
              onClick={() => void checkShownStep()}
            />
          </>
        )}
      </div>
    </ViewTools>
  );
}

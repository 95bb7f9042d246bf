import type { CSSProperties } from "react";
import { PIPELINES, pipelineInUse } from "../../core/recipe/pipelines.ts";
import type { Pipeline } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import type { RunRecord } from "../../core/runs/run-record.ts";
import styles from "./StageBars.module.css";

/** The pipeline of a run, by its stages: a recipe of one may have been asked for a stage of the other. */
function pipelineOf({ stages, recipe }: RunRecord): Pipeline {
  return pipelineInUse(stages, recipe.pipeline);
}

/** One short bar for each stage of the pipeline: as far filled as it was trained, empty if it was not to be. */
export function StageBars({ record }: { record: RunRecord }) {
  const bars = PIPELINES[pipelineOf(record)].stages.map((stage) => {
    const asked = record.stages.includes(stage);
    const done = record.stageRecords.find((one) => one.stage === stage);
    const { steps } = record.recipe.stages[stage];
    return { stage, asked, done: done?.steps ?? 0, of: done?.of ?? steps };
  });
  const words = bars
    .filter(({ asked }) => asked)
    .map(({ stage, done, of }) => `${stageTitle(stage)} ${done} of ${of} steps`);
  return (
    <span className={styles.bars} title={words.join("\n")}>
      <span className="visually-hidden">{words.join(", ")}</span>
      {bars.map(({ stage, asked, done, of }) => (
        <span
          key={stage}
          aria-hidden="true"
          className={styles.bar}
          data-asked={asked || undefined}
          style={{ "--done": `${(100 * done) / of}%` } as CSSProperties}
        />
      ))}
    </span>
  );
}

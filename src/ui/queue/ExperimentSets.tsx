import { stagesOfPipeline } from "../../core/recipe/pipelines.ts";
import { EXPERIMENT_SETS, type ExperimentSetName, experimentRuns } from "../../core/sweep/experiment-sets.ts";
import { addToQueue } from "../../state/add-to-queue.ts";
import { useQueueDraft } from "../../state/queue-draft.ts";
import { Button } from "../controls/Button.tsx";
import { Explained } from "../controls/Explained.tsx";
import { readSeeds } from "./GridBuilder.tsx";
import styles from "./QueuePanel.module.css";

const NAMES = Object.keys(EXPERIMENT_SETS) as ExperimentSetName[];

/** The runs of a set, each with the stages of its own pipeline. */
function runsOf(name: ExperimentSetName, seeds: readonly number[]) {
  const { stages } = EXPERIMENT_SETS[name];
  return experimentRuns(name, seeds).map((run) => ({
    ...run,
    stages: stagesOfPipeline(run.recipe.pipeline, stages),
  }));
}

/** The experiments in sets, each with the seeds of the grid. */
export function ExperimentSets() {
  const { values, problems } = readSeeds(useQueueDraft(({ seeds }) => seeds));
  const seeds = values.map(({ value }) => Number(value));
  const isPossible = seeds.length > 0 && problems.length === 0;
  return (
    <ul className={styles.sets}>
      {NAMES.map((name) => {
        const { title, detail, experiments } = EXPERIMENT_SETS[name];
        return (
          <li key={name} className={styles.set}>
            <Explained about={title} explanation={detail}>
              <span>{title}</span>
            </Explained>
            <span className={styles.size}>
              {experiments.length} × {seeds.length}
            </span>
            <Button
              label="Add"
              aria-label={`Add ${title}`}
              disabled={!isPossible}
              onClick={() => void addToQueue(runsOf(name, seeds))}
            />
          </li>
        );
      })}
    </ul>
  );
}

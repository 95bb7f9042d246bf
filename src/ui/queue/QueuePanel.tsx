import { useEffect } from "react";
import { stageTitle } from "../../core/recipe/stages.ts";
import { addPresentRecipe } from "../../state/add-to-queue.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { useRunStore } from "../../state/run.ts";
import { dismissQueueProblem, openQueue, useRunQueue } from "../../state/run-queue.ts";
import { Button } from "../controls/Button.tsx";
import { Info } from "../controls/Info.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Section } from "../controls/Section.tsx";
import { ViewTools } from "../controls/ViewTools.tsx";
import bar from "../controls/view-bar.module.css";
import { ExperimentSets } from "./ExperimentSets.tsx";
import { GridBuilder } from "./GridBuilder.tsx";
import { QueueBar } from "./QueueBar.tsx";
import { QueueList } from "./QueueList.tsx";
import styles from "./QueuePanel.module.css";
import { RunsViewChoice } from "./RunsViewChoice.tsx";

const EMPTY =
  "The queue is empty. Add runs at the left: they train one after the other without you, each is kept under Runs, and one that fails does not stop the rest.";
const ELSEWHERE = "Another tab of this page trains the queue. Its progress is shown here.";
const UNTOUCHED =
  "Every run of the queue is kept with its curves and networks. The present recipe and the chosen stages stay as they are; the networks in place now can be restored after the queue.";

function Base() {
  const recipe = useRecipeStore((state) => state.recipe);
  const stages = useRunStore(({ chosenStages }) => chosenStages);
  return (
    <p className={styles.base}>
      <span>
        Present recipe <strong>{recipe.name}</strong>
      </span>
      <span className={styles.muted}>
        {stages.map((stage) => stageTitle(stage)).join(", ") || "no stage"}
      </span>
    </p>
  );
}

function Builder() {
  return (
    <aside className={styles.builder} aria-label="Add runs">
      <Section title="Grid" aside={<Info about="the queue" text={UNTOUCHED} />}>
        <Base />
        <GridBuilder />
      </Section>
      <Section title="One run">
        <Button label="Add the present recipe" onClick={() => void addPresentRecipe()} />
      </Section>
      <Section title="Experiments of the notebook">
        <ExperimentSets />
      </Section>
    </aside>
  );
}

function Problem() {
  const { barrier, problem, isElsewhere } = useRunQueue();
  if (barrier !== null) return <Notice kind="danger">{barrier}</Notice>;
  if (problem !== null)
    return (
      <Notice kind="danger">
        <div className={styles.problem}>
          <span>{problem}</span>
          <Button label="Dismiss" variant="quiet" onClick={dismissQueueProblem} />
        </div>
      </Notice>
    );
  return isElsewhere ? <Notice kind="plain">{ELSEWHERE}</Notice> : null;
}

/** The queue: what can be added to it at the left, its runs at the right. */
export function QueuePanel() {
  const queue = useRunQueue((state) => state.queue);
  useEffect(() => void openQueue(), []);
  return (
    <section className={styles.panel} aria-label="Queue">
      <ViewTools>
        <div className={bar.bar}>
          <h2 className="visually-hidden">Queue</h2>
          <RunsViewChoice />
        </div>
      </ViewTools>
      <Builder />
      <div className={styles.main}>
        <QueueBar />
        <Problem />
        {queue.runs.length > 0 ? <QueueList queue={queue} /> : <p className={styles.empty}>{EMPTY}</p>}
      </div>
    </section>
  );
}

import { counted } from "../core/counted.ts";
import { type RunToQueue, whyNotAdd, withRuns } from "../core/queue/run-queue.ts";
import { whyNotAlone } from "../core/queue/why-not-alone.ts";
import { cleanRunName, LONGEST_RUN_NAME } from "../core/runs/clean-run-name.ts";
import { useRecipeStore } from "./recipe.ts";
import { useRunStore } from "./run.ts";
import { changeQueue, openQueue, useRunQueue } from "./run-queue.ts";

/** A name within the length of names, cut before the seed at its end. */
function shortened(name: string): string {
  if (name.length <= LONGEST_RUN_NAME) return name;
  const end = /, seed \d{1,10}$/.exec(name)?.[0] ?? "";
  return `${name.slice(0, LONGEST_RUN_NAME - end.length - 1)}…${end}`;
}

/** Adds runs at the end of the queue. Returns whether they were added; if not, the reason is shown beside the queue. */
export async function addToQueue(runs: readonly RunToQueue[]): Promise<boolean> {
  await openQueue();
  const { queue } = useRunQueue.getState();
  const reasons = runs.flatMap(({ recipe, stages }) => whyNotAlone(recipe, stages) ?? []);
  const [problem = whyNotAdd(queue, runs.length)] = reasons;
  if (problem !== null) {
    useRunQueue.setState({ problem });
    return false;
  }
  const named = runs.map((run) => ({ ...run, name: cleanRunName(shortened(run.name)) || "run" }));
  return changeQueue((now) => withRuns(now, named));
}

/** Adds a run of the present recipe and the chosen stages, and tells so in the status line. */
export async function addPresentRecipe(): Promise<void> {
  const { recipe } = useRecipeStore.getState();
  const { chosenStages: stages } = useRunStore.getState();
  const name = `${recipe.name.trim() || "run"}, seed ${recipe.seed}`;
  const isAdded = await addToQueue([{ name, recipe, stages }]);
  const { queue, problem, barrier } = useRunQueue.getState();
  const message = isAdded
    ? `Added to the queue: ${name}. The queue has ${counted(queue.runs.length, "run")}.`
    : `Not added to the queue. ${problem ?? barrier ?? ""}`;
  useRunStore.setState({ message });
}

import { stagesOfPipeline } from "../core/recipe/pipelines.ts";
import { useKeptStore } from "./kept.ts";
import { useRecipeStore } from "./recipe.ts";
import { useRunStore } from "./run.ts";
import { parseSettings, type Settings, settingsText } from "./settings-document.ts";
import { useViewStore } from "./view.ts";

const KEY = "direction-lab.settings";

const SKIPPED =
  "The settings kept from an earlier visit are damaged or of another version and were ignored: the recipe and the view have their defaults again.";

function settingsNow(): Settings {
  const { main, source, staleShown, axisScale } = useViewStore.getState();
  return {
    recipe: useRecipeStore.getState().recipe,
    chosenStages: useRunStore.getState().chosenStages,
    main,
    // The sample of a run does not outlive the page, and a rotated crop is a demonstration.
    source: source === "roll" ? "roll" : "whole",
    staleShown,
    axisScale,
  };
}

/** Restores the settings of an earlier visit. */
export function openSettings(): void {
  const text = localStorage.getItem(KEY);
  if (text === null) return;
  const settings = parseSettings(text);
  if (!settings) {
    useKeptStore.setState(({ problems }) => ({ problems: [...problems, SKIPPED] }));
    return;
  }
  const { recipe, chosenStages, ...view } = settings;
  useRecipeStore.setState({ recipe });
  useRunStore.setState({ chosenStages: stagesOfPipeline(recipe.pipeline, chosenStages) });
  useViewStore.setState(view);
}

/** Stores the settings for later visits after every change. */
export function watchSettings(): void {
  let stored = settingsText(settingsNow());
  const store = () => {
    const text = settingsText(settingsNow());
    if (text !== stored) localStorage.setItem(KEY, text);
    stored = text;
  };
  useRecipeStore.subscribe((now, before) => {
    if (now.recipe !== before.recipe) store();
  });
  useRunStore.subscribe((now, before) => {
    if (now.chosenStages !== before.chosenStages) store();
  });
  useViewStore.subscribe(store);
}

import { stagesOfPipeline } from "../core/recipe/pipelines.ts";
import { useRecipeStore } from "./recipe.ts";
import { useRunStore } from "./run.ts";

/** Chooses the stages of the recipe's pipeline whenever that changes. */
export function watchPipeline(): () => void {
  return useRecipeStore.subscribe(({ recipe }, { recipe: before }) => {
    if (recipe.pipeline === before.pipeline) return;
    const { chosenStages } = useRunStore.getState();
    useRunStore.setState({ chosenStages: stagesOfPipeline(recipe.pipeline, chosenStages) });
  });
}

import {
  dismissOffered,
  dismissReplaced,
  undoOffered,
  useOfferedRecipe,
} from "../../state/offered-recipe.ts";
import { dismissTold, useRecipeHistory } from "../../state/recipe-history.ts";
import { redoEdit } from "../../state/undo-recipe.ts";
import { Button } from "../controls/Button.tsx";
import { NoticeLine } from "../data/NoticeLine.tsx";

/** What was undone or redone last in the recipe. */
function ToldLine() {
  const { told, undone } = useRecipeHistory();
  if (told === null) return null;
  return (
    <NoticeLine kind="plain" text={told}>
      {undone.length > 0 ? <Button label="Redo" onClick={redoEdit} /> : null}
      <Button label="Dismiss" variant="quiet" onClick={dismissTold} />
    </NoticeLine>
  );
}

/** Why a recipe from elsewhere was refused, and the offer to restore the one that it has replaced. */
export function RecipeOfferLines() {
  const { error, replaced } = useOfferedRecipe();
  return (
    <>
      <ToldLine />
      {error === null ? null : (
        <NoticeLine kind="warning" text={error}>
          <Button label="Dismiss" variant="quiet" onClick={dismissOffered} />
        </NoticeLine>
      )}
      {replaced ? (
        <NoticeLine kind="plain" text={`The recipe "${replaced.by.name}" was applied.`}>
          <Button label="Undo: restore the earlier recipe" icon="undo" onClick={undoOffered} />
          <Button label="Dismiss" variant="quiet" onClick={dismissReplaced} />
        </NoticeLine>
      ) : null}
    </>
  );
}

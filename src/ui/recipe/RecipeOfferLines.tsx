import {
  dismissOffered,
  dismissReplaced,
  undoOffered,
  useOfferedRecipe,
} from "../../state/offered-recipe.ts";
import { Button } from "../controls/Button.tsx";
import { NoticeLine } from "../data/NoticeLine.tsx";

/** Why a recipe from elsewhere was refused, and the offer to restore the one that it has replaced. */
export function RecipeOfferLines() {
  const { error, replaced } = useOfferedRecipe();
  return (
    <>
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

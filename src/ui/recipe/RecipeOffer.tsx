import { useMemo } from "react";
import type { Recipe } from "../../core/recipe/recipe.ts";
import { differenceTexts, recipeDifferences } from "../../core/recipe/recipe-differences.ts";
import { applyOffered, dismissOffered, useOfferedRecipe } from "../../state/offered-recipe.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { Button } from "../controls/Button.tsx";
import { Dialog } from "../controls/Dialog.tsx";
import names from "./RecipeNames.module.css";
import styles from "./RecipeOffer.module.css";

/** What applying a recipe would change, setting by setting. */
function Differences({ recipe }: { readonly recipe: Recipe }) {
  const present = useRecipeStore((state) => state.recipe);
  const source = useOfferedRecipe((state) => state.source);
  const active = useRunStore((run) => isActive(run.phase));
  const differences = useMemo(() => recipeDifferences(present, recipe), [present, recipe]);
  const count = differences.length;
  const settings = count === 1 ? "1 setting" : `${count} settings`;
  return (
    <>
      <p className={styles.words}>
        {source} holds the recipe "{recipe.name}".{" "}
        {count === 0
          ? "It has the settings of the present recipe."
          : `It differs from the present recipe in ${settings}.`}
        {active ? " A run is in progress; the recipe applies to the next run." : ""}
      </p>
      {count === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys
        <section className={styles.differences} aria-label="Differences" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">Present</th>
                <th scope="col">New</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((difference) => {
                const [before, after] = differenceTexts(difference);
                return (
                  <tr key={difference.path.join(".")}>
                    <th scope="row">{difference.label}</th>
                    <td className={styles.before}>{before}</td>
                    <td>{after}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
      <div className={names.buttons}>
        <Button label="Apply" variant="primary" onClick={applyOffered} />
        <Button label="Dismiss" variant="quiet" onClick={dismissOffered} />
      </div>
    </>
  );
}

/** The recipe of a file or link, which is applied only if the user says so. */
export function RecipeOffer({ open }: { open: boolean }) {
  const offered = useOfferedRecipe((state) => state.offered);
  return (
    <Dialog title="Apply this recipe?" open={open} onClose={dismissOffered}>
      {offered ? <Differences recipe={offered} /> : null}
    </Dialog>
  );
}

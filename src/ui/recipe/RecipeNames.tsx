import { useId, useState } from "react";
import { savedAs, whyNotName } from "../../core/recipe/saved-recipes.ts";
import { COMMANDS } from "../../state/commands.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { deleteRecipe, saveRecipe, undoSaved, useSavedRecipes } from "../../state/saved-recipes.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { Dialog } from "../controls/Dialog.tsx";
import { Notice } from "../controls/Notice.tsx";
import styles from "./RecipeNames.module.css";

/** The form that saves the present recipe under a name; asks before it replaces another. */
function SaveForm({ initial, onDone }: { readonly initial: string; readonly onDone: () => void }) {
  const recipes = useSavedRecipes((saved) => saved.recipes);
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const replaced = savedAs(name, recipes);
  const submit = () => {
    const reason = whyNotName(name, recipes);
    setProblem(reason);
    if (reason !== null) return;
    saveRecipe(name);
    onDone();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label htmlFor={id}>Name</label>
      <input
        id={id}
        className={styles.name}
        value={name}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-words`}
        onChange={(event) => {
          setName(event.target.value);
          setProblem(null);
        }}
      />
      <p id={`${id}-words`} role="status" className={problem === null ? styles.words : styles.problem}>
        {problem ??
          (replaced
            ? `A recipe "${replaced.name}" exists. It will be replaced; this can be undone.`
            : "The recipe is saved in this browser, with its augmentation.")}
      </p>
      <div className={styles.buttons}>
        <Button label={replaced ? "Replace" : "Save"} variant="primary" type="submit" />
        <Button label="Cancel" variant="quiet" onClick={onDone} />
      </div>
    </form>
  );
}

/** Saves the present recipe under a name, queues it, and deletes saved ones. */
export function RecipeNames() {
  const current = useRecipeStore(({ recipe }) => recipe.name);
  const { recipes, last, error } = useSavedRecipes();
  const [open, setOpen] = useState(false);
  const own = savedAs(current, recipes);
  return (
    <>
      <div className={styles.buttons}>
        <Button label="Save as…" onClick={() => setOpen(true)} />
        <CommandButton command={COMMANDS.addToQueue} />
        {own ? (
          <Button
            label="Delete"
            aria-label={`Delete the recipe ${own.name}`}
            variant="quiet"
            onClick={() => deleteRecipe(own.name)}
          />
        ) : null}
        {last ? (
          <>
            <span role="status" className={styles.words}>
              {last.what === "deleted" ? "Deleted" : "Replaced"} "{last.recipe.name}".
            </span>
            <Button label="Undo" icon="undo" onClick={undoSaved} />
          </>
        ) : null}
      </div>
      {error === null ? null : <Notice kind="danger">{error}</Notice>}
      <Dialog title="Save the recipe" open={open} onClose={() => setOpen(false)}>
        <SaveForm initial={own?.name ?? ""} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

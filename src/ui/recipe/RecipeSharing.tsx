import { type ChangeEvent, useRef } from "react";
import { COMMANDS } from "../../state/commands.ts";
import { offerRecipeFile } from "../../state/offered-recipe.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { useSharedLink } from "../../state/share-recipe.ts";
import { Button } from "../controls/Button.tsx";
import styles from "./RecipeNames.module.css";

/** The outcome of copying the link, as long as it is that of the present recipe. */
function SharedLine() {
  const recipe = useRecipeStore((state) => state.recipe);
  const shared = useSharedLink((state) => state.shared);
  if (shared?.recipe !== recipe) return null;
  if (shared.copied)
    return (
      <p role="status" className={styles.words}>
        Link copied. It holds the recipe and no images.
      </p>
    );
  return (
    <label className={styles.form}>
      <span role="status" className={styles.words}>
        The browser does not allow the page to copy. Copy this link:
      </span>
      <input
        readOnly
        className={styles.name}
        value={shared.link}
        onFocus={(event) => event.target.select()}
      />
    </label>
  );
}

/** The recipe as a link and as a file, and from a file. */
export function RecipeSharing() {
  const input = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) void offerRecipeFile(file);
    // Otherwise choosing the same file again would not trigger a change event.
    event.target.value = "";
  };
  return (
    <>
      <div className={styles.buttons}>
        <Button label="Copy link" onClick={COMMANDS.copyRecipeLink.run} />
        <Button label="Save file" onClick={COMMANDS.saveRecipeFile.run} />
        <Button label="Open file" onClick={() => input.current?.click()} />
        <input ref={input} type="file" accept=".json" hidden aria-label="Recipe file" onChange={take} />
      </div>
      <SharedLine />
    </>
  );
}

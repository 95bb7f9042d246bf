import { create } from "zustand";
import { FileError } from "../core/dataset/pairing/file-error.ts";
import { sentenceOf } from "../core/errors.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { isRecipeFragment } from "../core/recipe/recipe-fragment.ts";
import { MAX_RECIPE_BYTES, parseRecipeText } from "../core/recipe/recipe-text.ts";
import { replaceRecipe, useRecipeStore } from "./recipe.ts";

interface OfferState {
  /** A recipe from a file or a link, which the user may apply. */
  readonly offered: Recipe | null;
  /** Where it comes from, e.g. `The file recipe.json`. */
  readonly source: string;
  /** Why a file or link was refused. */
  readonly error: string | null;
  /** The recipe that the one applied last has replaced; `undoOffered` restores it. */
  readonly replaced: { readonly by: Recipe; readonly recipe: Recipe } | null;
}

/** The recipe of another origin that the page offers. */
export const useOfferedRecipe = create<OfferState>(() => ({
  offered: null,
  source: "",
  error: null,
  replaced: null,
}));

const { getState, setState } = useOfferedRecipe;

async function offer(source: string, read: () => Promise<Recipe>): Promise<void> {
  try {
    setState({ offered: await read(), source, error: null });
  } catch (error) {
    setState({ offered: null, source, error: sentenceOf(error) });
  }
}

async function readFile(file: File): Promise<Recipe> {
  if (file.size > MAX_RECIPE_BYTES)
    throw new FileError(
      file.name,
      `The file has ${file.size} bytes, and a recipe has at most ${MAX_RECIPE_BYTES}. Choose the file of a recipe.`,
    );
  const text = await file.text().catch((error: unknown) => {
    throw new FileError(file.name, "The file cannot be read. Choose it again.", { cause: error });
  });
  try {
    return parseRecipeText(text);
  } catch (error) {
    throw new FileError(file.name, sentenceOf(error), { cause: error });
  }
}

/** Offers the recipe of an untrusted file. */
export async function offerRecipeFile(file: File): Promise<void> {
  await offer(`The file ${file.name}`, () => readFile(file));
}

/** Offers the recipe in the address of the page, if there is one, now and whenever the address changes. */
export function watchRecipeLink(): void {
  const read = async (hash: string) => {
    const { parseRecipeFragment } = await import("../core/recipe/recipe-link.ts");
    return parseRecipeFragment(hash);
  };
  const take = () => {
    const { hash } = location;
    if (isRecipeFragment(hash)) void offer("The link", () => read(hash));
  };
  addEventListener("hashchange", take);
  take();
}

/** A reload must not offer the recipe again. */
function removeFragment(): void {
  if (isRecipeFragment(location.hash)) history.replaceState(null, "", location.pathname + location.search);
}

/** Applies the offered recipe. */
export function applyOffered(): void {
  const { offered } = getState();
  if (!offered) return;
  const { recipe } = useRecipeStore.getState();
  replaceRecipe(offered);
  setState({ offered: null, replaced: { by: offered, recipe } });
  removeFragment();
}

/** Restores the recipe that was replaced. */
export function undoOffered(): void {
  const { replaced } = getState();
  if (replaced) replaceRecipe(replaced.recipe);
  setState({ replaced: null });
}

/** Withdraws the offer, or the reason why there is none. */
export function dismissOffered(): void {
  setState({ offered: null, error: null });
  removeFragment();
}

/** Withdraws the offer to restore the replaced recipe. */
export function dismissReplaced(): void {
  setState({ replaced: null });
}

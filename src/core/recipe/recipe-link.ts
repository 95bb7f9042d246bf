import { deflateSync, Inflate } from "fflate";
import { base64url, bytesOfBase64url } from "../base64url.ts";
import { minimalRecipe } from "./minimal-recipe.ts";
import { RecipeError } from "./parse-recipe.ts";
import type { Recipe } from "./recipe.ts";
import { RECIPE_FRAGMENT } from "./recipe-fragment.ts";
import { MAX_RECIPE_BYTES, parseRecipeText } from "./recipe-text.ts";

/** A recipe that differs in every setting has about 2000 characters. */
const MAX_CHARACTERS = 16_384;

const DAMAGED = "The recipe in this link is damaged. Copy the whole link again.";

/**
 * The fragment of a link to a recipe: `#recipe=` and, in base64url, the deflated JSON of the fields that differ from
 * the defaults of its version. `parseRecipeFragment` is the inverse.
 */
export function recipeFragment(recipe: Recipe): string {
  const json = JSON.stringify(minimalRecipe(recipe));
  return RECIPE_FRAGMENT + base64url(deflateSync(new TextEncoder().encode(json), { level: 9 }));
}

/** Bytes inflated at once: they give at most 132 kB. */
const CHUNK = 128;

/**
 * Inflates bytes chunk by chunk, and no further than the longest recipe: a short link can be deflated from far more.
 */
function inflated(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(MAX_RECIPE_BYTES);
  let length = 0;
  const inflate = new Inflate((part) => {
    if (length + part.length > MAX_RECIPE_BYTES)
      throw new RecipeError(
        `The recipe in this link is longer than ${MAX_RECIPE_BYTES} bytes, so it was not read to its end.`,
      );
    out.set(part, length);
    length += part.length;
  });
  try {
    for (let at = 0; at < bytes.length; at += CHUNK)
      inflate.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
  } catch (error) {
    if (error instanceof RecipeError) throw error;
    throw new RecipeError(DAMAGED, { cause: error });
  }
  return out.subarray(0, length);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new RecipeError(DAMAGED, { cause: error });
  }
}

/**
 * The recipe of a fragment from an untrusted source. The time and memory that it takes are bounded, whatever the
 * fragment contains.
 * @throws RecipeError if the fragment is too long or damaged, or its recipe is too long or invalid
 */
export function parseRecipeFragment(fragment: string): Recipe {
  if (fragment.length > MAX_CHARACTERS)
    throw new RecipeError(
      `This link is too long for a recipe: it has ${fragment.length} characters, and at most ${MAX_CHARACTERS} are read. Nothing was read from it.`,
    );
  const bytes = bytesOfBase64url(fragment.slice(RECIPE_FRAGMENT.length));
  if (bytes === null || bytes.length === 0) throw new RecipeError(DAMAGED);
  return parseRecipeText(decoded(inflated(bytes)));
}

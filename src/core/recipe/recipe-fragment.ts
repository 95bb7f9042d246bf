/** How the fragment of an address with a recipe starts. */
export const RECIPE_FRAGMENT = "#recipe=";

/** Whether the fragment of an address is to hold a recipe. */
export function isRecipeFragment(fragment: string): boolean {
  return fragment.startsWith(RECIPE_FRAGMENT);
}

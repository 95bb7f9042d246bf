import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RECIPES } from "./presets.ts";
import type { Recipe } from "./recipe.ts";
import {
  parseSavedRecipes,
  SavedRecipesError,
  savedAs,
  savedRecipesText,
  whyNotName,
  withoutRecipe,
  withRecipe,
} from "./saved-recipes.ts";
import { storedRecipe } from "./testing/stored-recipe.ts";

const named = (name: string, more: Partial<Recipe> = {}): Recipe => ({ ...RECIPES.quick, name, ...more });

describe("saved recipes", () => {
  it("round-trip, in order", () => {
    const saved = { recipes: [named("b"), named("Ä a", { seed: 3 })], unread: [] };
    expect(parseSavedRecipes(savedRecipesText(saved))).toEqual(saved);
  });

  it("of older versions are upgraded, and unreadable ones are kept", () => {
    const unread = [{ version: 99, name: "newer" }, 7, { ...named("x"), crop: 17 }, named("Quick")];
    const old = { ...(storedRecipe("paper-version-3") as object), name: "old" };
    const text = JSON.stringify({ version: 1, recipes: [unread[0], old, ...unread.slice(1)] });
    const saved = parseSavedRecipes(text);
    expect(saved).toEqual({ recipes: [{ ...RECIPES.paper, name: "old" }], unread });
    expect(parseSavedRecipes(savedRecipesText(saved))).toEqual(saved);
  });

  it("of one name are not both used", () => {
    const text = savedRecipesText({ recipes: [named("a"), named("A ", { seed: 2 })], unread: [] });
    expect(parseSavedRecipes(text).recipes).toEqual([named("a")]);
    expect(parseSavedRecipes(text).unread).toHaveLength(1);
  });

  it.each(["", "[]", "{", '{"version":2,"recipes":[]}', '{"version":1}'])(
    "that are damaged are refused: %s",
    (text) => {
      expect(() => parseSavedRecipes(text)).toThrow(SavedRecipesError);
    },
  );

  it("are found, replaced and removed by name, ignoring case and form", () => {
    const recipes = [named("one"), named("Zu\u0308rich"), named("three")];
    expect(savedAs(" ZÜRICH ", recipes)).toBe(recipes[1]);
    const other = named("zürich", { seed: 9 });
    expect(withRecipe(recipes, other)).toEqual([recipes[0], other, recipes[2]]);
    expect(withRecipe(recipes, named("four"))).toEqual([...recipes, named("four")]);
    expect(withoutRecipe(recipes, "ONE")).toEqual(recipes.slice(1));
    expect(withoutRecipe(recipes, "four")).toEqual(recipes);
  });
});

describe("a name", () => {
  it("is refused with a reason if it is empty, long, built in or holds control characters", () => {
    expect(whyNotName("  ", [])).toMatch(/Enter a name/);
    expect(whyNotName("x".repeat(61), [])).toMatch(/61 characters/);
    expect(whyNotName("a\nb", [])).toMatch(/control characters/);
    expect(whyNotName(" Quick", [])).toMatch(/built-in recipe/);
    expect(whyNotName("nuclei 20x", [named("nuclei 20X")])).toBeNull();
  });

  it("is refused if there are too many recipes, but one may be replaced", () => {
    const many = Array.from({ length: 200 }, (_, index) => named(`recipe ${index}`));
    expect(whyNotName("another", many)).toMatch(/maximum/);
    expect(whyNotName("Recipe 7", many)).toBeNull();
  });

  it("that is accepted gives a recipe that can be saved and read", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 70 }), (name) => {
        if (whyNotName(name, []) !== null) return;
        const recipes = [named(name.trim())];
        const text = savedRecipesText({ recipes, unread: [] });
        expect(parseSavedRecipes(text).recipes).toEqual(recipes);
      }),
    );
    expect(whyNotName("a", [])).toBeNull();
  });
});

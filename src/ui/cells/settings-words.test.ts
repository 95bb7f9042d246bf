import { expect, test } from "vitest";
import { scopeWords } from "./settings-words.ts";

test("images of a scope in words", () => {
  expect(scopeWords("validation", 4)).toBe("4 validation images");
  expect(scopeWords("unlabelled", 1)).toBe("1 unlabelled image");
  expect(scopeWords("all", 12)).toBe("All 12 images");
  expect(scopeWords("all", 1)).toBe("1 image");
});

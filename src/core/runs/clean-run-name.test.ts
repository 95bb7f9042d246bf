import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanRunName, LONGEST_RUN_NAME } from "./clean-run-name.ts";

test("names lose controls, marks of the writing direction and surrounding spaces, not letters of any script", () => {
  expect(cleanRunName(" \u202elast\u2066 run\n\u200f ")).toBe("last run");
  expect(cleanRunName("\u202e \u2069")).toBe("");
  for (const name of ["Zellkerne ä", "نواة الخلية", "細胞核", "👩‍🔬 at work"])
    expect(cleanRunName(name)).toBe(name);
});

test("a cleaned name is short enough, well-formed and stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const name = cleanRunName(text);
      expect(name.length).toBeLessThanOrEqual(LONGEST_RUN_NAME);
      expect(name).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      expect(cleanRunName(name)).toBe(name);
    }),
  );
});

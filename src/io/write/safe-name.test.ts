import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeName } from "./safe-name.ts";

describe("a file name", () => {
  it.each([
    ["cell 1", "cell 1"],
    ["Zürich é", "Zürich é"],
    ["=cmd", "=cmd"],
    ['odd,name "q"', "odd,name _q_"],
    ["a:b*c?", "a_b_c_"],
    ["tab\tline\n", "tab_line_"],
    ["CON", "_CON"],
    ["aux.x", "_aux.x"],
    ["nul ", "_nul_"],
    ["lpt1", "_lpt1"],
    ["console", "console"],
    ["dot.", "dot_"],
    ["space ", "space_"],
    ["..", "__"],
    ["", "_"],
  ])("%j is written as %j", (name, safe) => expect(safeName(name)).toBe(safe));

  it("is portable for any name", () => {
    const awkward = fc.constantFrom(
      "CON",
      "aux",
      "com1",
      ".",
      " ",
      "é",
      "\u{1F9EB}",
      "\u0000",
      "/",
      "x".repeat(99),
    );
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(awkward).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(name, (written) => {
        const safe = safeName(written);
        expect(safe).not.toMatch(/[<>:"/\\|?*\p{Cc}]|[. ]$|^$/u);
        expect(safe).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(new TextEncoder().encode(safe).length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 500 },
    );
  });
});

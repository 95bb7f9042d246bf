import { expect, test } from "vitest";
import { optimiserOf, withClip } from "./stage-defaults.ts";

test("an optimiser whose clip was set and taken away is what it was, without the field", () => {
  for (const kind of ["adam", "adamw", "sgd"] as const) {
    const optimiser = optimiserOf(kind);
    const clipped = withClip(optimiser, 0.5);
    expect(clipped).toEqual({ ...optimiser, clipNorm: 0.5 });
    expect(Object.keys(withClip(clipped, null))).toEqual(Object.keys(optimiser));
  }
});

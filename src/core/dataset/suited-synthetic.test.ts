import { expect, test } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import { syntheticOf } from "../recipe/synthetic.ts";
import { drawBuiltInSample } from "../synth/draw-sample.ts";
import { type ImageLook, imageLook } from "./image-look.ts";
import { suitedSynthetic } from "./suited-synthetic.ts";

const AUTO = syntheticOf("auto");

function looksOf(kind: "phase" | "fluorescence"): ImageLook[] {
  const looks: ImageLook[] = [];
  for (const { pixels } of drawBuiltInSample(kind, 1)) {
    const look = imageLook(pixels);
    if (look) looks.push(look);
    if (looks.length === 4) break;
  }
  return looks;
}

test("images in phase contrast get synthetic ones of their kind, others none", () => {
  expect(suitedSynthetic(AUTO, looksOf("phase"))).toEqual({ ...AUTO, kind: "phase" });
  expect(suitedSynthetic(AUTO, looksOf("fluorescence"))).toEqual({ kind: "none" });
  expect(suitedSynthetic(AUTO, [...looksOf("fluorescence"), ...looksOf("phase").slice(1)])).toEqual({
    kind: "none",
  });
  expect(suitedSynthetic(AUTO, [])).toEqual({ kind: "none" });
});

test("a chosen kind stays", () => {
  for (const kind of ["none", "phase", "fluorescence"] as const) {
    expect(suitedSynthetic(syntheticOf(kind), looksOf("phase"))).toEqual(syntheticOf(kind));
  }
  expect(RECIPES.quick.synthetic).toEqual({ kind: "none" });
});

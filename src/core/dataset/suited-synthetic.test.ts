import { expect, test } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import { syntheticOf } from "../recipe/synthetic.ts";
import { drawBuiltInSample } from "../synth/draw-sample.ts";
import { type ImageLook, imageLook } from "./image-look.ts";
import { suitedSynthetic } from "./suited-synthetic.ts";

const AUTO = syntheticOf("auto");

function drawLooks(kind: "phase" | "fluorescence"): ImageLook[] {
  const looks: ImageLook[] = [];
  for (const { pixels } of drawBuiltInSample(kind, 1)) {
    const look = imageLook(pixels);
    if (look) looks.push(look);
    if (looks.length === 4) break;
  }
  return looks;
}

const LOOKS = { phase: drawLooks("phase"), fluorescence: drawLooks("fluorescence") };

test("images in phase contrast get synthetic ones of their kind, others none", () => {
  expect(suitedSynthetic(AUTO, LOOKS.phase)).toEqual({ ...AUTO, kind: "phase" });
  expect(suitedSynthetic(AUTO, LOOKS.fluorescence)).toEqual({ kind: "none" });
  expect(suitedSynthetic(AUTO, [...LOOKS.fluorescence, ...LOOKS.phase.slice(1)])).toEqual({
    kind: "none",
  });
  expect(suitedSynthetic(AUTO, [])).toEqual({ kind: "none" });
});

test("a chosen kind stays", () => {
  for (const kind of ["none", "phase", "fluorescence"] as const) {
    expect(suitedSynthetic(syntheticOf(kind), LOOKS.phase)).toEqual(syntheticOf(kind));
  }
  expect(RECIPES.quick.synthetic).toEqual({ kind: "none" });
});

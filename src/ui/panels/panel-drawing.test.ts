import { expect, test } from "vitest";
import type { LayerId } from "../../state/field-layers.ts";
import { NEUTRAL_CONTRAST } from "../../state/image-contrast.ts";
import type { FieldContent, LayerContent } from "./layer-content.ts";
import { panelDrawing } from "./panel-drawing.ts";

const PLANE = { rows: 1, columns: 1, data: Float32Array.of(0.5) };

function field(isImage = false): FieldContent {
  const drawn = { planes: [PLANE], appearance: { map: "grey", range: [0, 1] } } as const;
  const over = { ...drawn, appearance: { ...drawn.appearance, clear: true } };
  return { kind: "field", draw: () => drawn, drawOver: () => over, unit: "", isImage, read: () => "" };
}

const painted: string[] = [];
const lines = (name: string): LayerContent => ({
  kind: "lines",
  paint: (_context, _view, _panel, beside) => painted.push(`${name} ${beside}`),
});

const CONTENTS = new Map<LayerId, LayerContent>([
  ["image", field(true)],
  ["outlines", lines("outlines")],
  ["direction", field()],
  ["arrows", lines("arrows")],
  ["staleArrows", lines("staleArrows")],
]);

const SETTINGS = { over: [], opacity: {}, contrast: NEUTRAL_CONTRAST } as const;

function paintedBy(drawing: ReturnType<typeof panelDrawing>): string[] {
  painted.length = 0;
  for (const layer of drawing?.over ?? []) {
    if (layer.kind === "lines") layer.paint(null as never, null as never, null as never);
    else painted.push(`field ${layer.opacity}`);
  }
  return [...painted];
}

test("fields lie below outlines, and stale arrows below the recomputed ones", () => {
  const over = ["arrows", "staleArrows", "outlines", "direction", "predictedMask"] as const;
  const drawing = panelDrawing("image", CONTENTS, { ...SETTINGS, over, opacity: { direction: 0.3 } });
  expect(paintedBy(drawing)).toEqual(["field 0.3", "outlines true", "staleArrows true", "arrows true"]);
  expect(drawing?.over[0]).toMatchObject({ appearance: { clear: true } });
  expect(paintedBy(panelDrawing("image", CONTENTS, { ...SETTINGS, over: ["arrows"] }))).toEqual([
    "arrows false",
  ]);
});

test("a layer is not drawn over itself, and lines are drawn over the image", () => {
  const drawing = panelDrawing("direction", CONTENTS, { ...SETTINGS, over: ["direction", "image"] });
  expect(paintedBy(drawing)).toEqual(["field 0.5"]);
  const arrows = panelDrawing("arrows", CONTENTS, { ...SETTINGS, over: ["image", "arrows"] });
  expect(paintedBy(arrows)).toEqual(["arrows false"]);
  expect(panelDrawing("predictedMask", CONTENTS, SETTINGS)).toBeNull();
});

test("brightness and contrast apply to images only", () => {
  const contrast = { ...NEUTRAL_CONTRAST, brightness: 50, gamma: 2 };
  const image = panelDrawing("image", CONTENTS, { ...SETTINGS, contrast });
  expect(image?.appearance).toEqual({ map: "grey", range: [-0.5, 0.5], gamma: 2 });
  expect(panelDrawing("direction", CONTENTS, { ...SETTINGS, contrast })?.appearance.range).toEqual([0, 1]);
});

import { type LayerId, opacityOf } from "../../state/field-layers.ts";
import type { ImageContrast } from "../../state/image-contrast.ts";
import { applyContrast } from "../canvas/apply-contrast.ts";
import type { CanvasLayer, LinesOver } from "../canvas/canvas-layer.ts";
import type { DrawnField, FieldContent, LayerContent } from "./layer-content.ts";
import { layerOf } from "./layers.ts";

/** What a canvas draws: a field and the layers over it, the last on top. */
export interface PanelDrawing extends DrawnField {
  readonly over: readonly CanvasLayer[];
}

/** The settings of the view that change what panels draw. */
export interface DrawingSettings {
  /** Layers drawn over those of the panels. */
  readonly over: readonly LayerId[];
  /** Opacities that the user has changed, 0..1. */
  readonly opacity: Readonly<Partial<Record<LayerId, number>>>;
  readonly contrast: ImageContrast;
  /** Drawn over everything else in the panel of the image. */
  readonly onImage?: LinesOver["paint"] | undefined;
}

/** From bottom to top; layers of one rank keep the order in which they were chosen. */
function rankOf(id: LayerId): number {
  const { kind, group } = layerOf(id);
  if (kind === "field") return 0;
  if (kind === "outlines") return 1;
  return group === "stale" ? 2 : 3;
}

function withContrast(content: FieldContent, drawn: DrawnField, contrast: ImageContrast): DrawnField {
  if (!content.isImage) return drawn;
  return { ...drawn, appearance: applyContrast(drawn.planes[0].data, drawn.appearance, contrast) };
}

/**
 * The drawing of a layer with others over it; null if the layer is not there. Lines are drawn over the image.
 */
export function panelDrawing(
  id: LayerId,
  contents: ReadonlyMap<LayerId, LayerContent>,
  { over, opacity, contrast, onImage }: DrawingSettings,
): PanelDrawing | null {
  const own = contents.get(id);
  const base = own?.kind === "lines" ? contents.get("image") : own;
  if (base?.kind !== "field") return null;
  const above = new Set(own === base ? over : [...over, id]);
  above.delete(own === base ? id : "image");
  const ids = [...above].filter((one) => contents.has(one)).sort((a, b) => rankOf(a) - rankOf(b));
  const beside = ids.filter((one) => layerOf(one).kind === "arrows").length > 1;
  const layers = ids.flatMap((one): CanvasLayer[] => {
    const content = contents.get(one);
    if (!content) return [];
    const share = one === id ? 1 : opacityOf(opacity, one);
    if (content.kind === "field") {
      return [{ kind: "field", ...withContrast(content, content.drawOver(), contrast), opacity: share }];
    }
    const { paint } = content;
    return [
      {
        kind: "lines",
        paint: (context, view, panel) => paint(context, view, panel, beside),
        opacity: share,
      },
    ];
  });
  if (id === "image" && onImage) layers.push({ kind: "lines", paint: onImage, opacity: 1 });
  return { ...withContrast(base, base.draw(), contrast), over: layers };
}

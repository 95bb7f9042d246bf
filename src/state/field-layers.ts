import * as v from "valibot";
import { create } from "zustand";

/** Layers of the field view, in the order of the list; the table in ui/panels/layers.ts describes them. */
export const LAYER_IDS = [
  "image",
  "input",
  "outlines",
  "mask",
  "uvec0",
  "uvec1",
  "direction",
  "arrows",
  "gatedImage",
  "distance",
  "level",
  "weight",
  "predictedMask",
  "predictedUvec0",
  "predictedUvec1",
  "predictedDirection",
  "predictedArrows",
  "predictedConfidence",
  "angleError",
  "predictedLevel",
  "staleUvec0",
  "staleUvec1",
  "staleDirection",
  "staleArrows",
  "staleAngle",
] as const;
export type LayerId = (typeof LAYER_IDS)[number];

/** Number of panels side by side whose layers the user chooses. */
export type PanelCount = "1" | "2" | "4";
/** Number of panels, or one for each layer. */
export type Compare = PanelCount | "all";

const DEFAULT_BASES: Readonly<Record<PanelCount, readonly LayerId[]>> = {
  1: ["image"],
  2: ["image", "direction"],
  4: ["image", "uvec0", "uvec1", "direction"],
};

/** Opacity of a layer over another one before the user changes it. */
const DEFAULT_OPACITY: Readonly<Partial<Record<LayerId, number>>> = {
  outlines: 1,
  arrows: 1,
  predictedArrows: 1,
  staleArrows: 1,
};
const FIELD_OPACITY = 0.5;

const KEY = "direction-lab.fields";

const layer = v.picklist(LAYER_IDS);
const panels = (count: number) => v.pipe(v.array(layer), v.length(count));
const schema = v.object({
  compare: v.picklist(["1", "2", "4", "all"]),
  bases: v.object({ 1: panels(1), 2: panels(2), 4: panels(4) }),
  over: v.array(layer),
  opacity: v.record(layer, v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  listOpen: v.boolean(),
});

interface FieldLayers {
  /** Null until the user has chosen one or the width of the view is known. */
  readonly compare: Compare | null;
  /** Layer of each panel. */
  readonly bases: Readonly<Record<PanelCount, readonly LayerId[]>>;
  /** Layers drawn over those of the panels. */
  readonly over: readonly LayerId[];
  /** Opacities of layers drawn over others, 0..1, changed by the user. */
  readonly opacity: Readonly<Partial<Record<LayerId, number>>>;
  /** Whether the list of layers is open. */
  readonly listOpen: boolean;
  /** Index of the panel that gets the next layer chosen in the list. */
  readonly panel: number;
  /** Key of the panel that fills the view; null if all share it. */
  readonly full: string | null;
}

function stored(): Partial<FieldLayers> {
  try {
    const { success, output } = v.safeParse(schema, JSON.parse(localStorage.getItem(KEY) ?? "null"));
    return success ? output : {};
  } catch {
    // Damaged entries count as absent.
    return {};
  }
}

/** Which layers the panels of the field view show; none of this affects a run. */
export const useFieldLayers = create<FieldLayers>(() => ({
  compare: null,
  bases: DEFAULT_BASES,
  over: [],
  opacity: {},
  listOpen: true,
  ...stored(),
  panel: 0,
  full: null,
}));

const { getState, setState } = useFieldLayers;

function change(part: Partial<FieldLayers>): void {
  setState(part);
  const { compare, bases, over, opacity, listOpen } = getState();
  localStorage.setItem(KEY, JSON.stringify({ compare, bases, over, opacity, listOpen }));
}

/** Chooses the number of panels until the user chooses it; does nothing if it has been chosen. */
export function suggestCompare(compare: Compare): void {
  if (getState().compare === null) setState({ compare });
}

/** Chooses the number of panels. */
export function chooseCompare(compare: Compare): void {
  change({ compare, full: null, panel: 0 });
}

/** Chooses the layer of a panel. */
export function chooseBase(count: PanelCount, panel: number, id: LayerId): void {
  const { bases } = getState();
  change({ bases: { ...bases, [count]: bases[count].with(panel, id) }, panel });
}

/** Chooses the panel that gets the next layer chosen in the list. */
export function choosePanel(panel: number): void {
  if (getState().panel !== panel) setState({ panel });
}

/** Draws a layer over those of the panels, or no longer. */
export function toggleOver(id: LayerId): void {
  const { over } = getState();
  change({ over: over.includes(id) ? over.filter((other) => other !== id) : [...over, id] });
}

/** Opacity of a layer drawn over others, 0..1. */
export function opacityOf(opacity: FieldLayers["opacity"], id: LayerId): number {
  return opacity[id] ?? DEFAULT_OPACITY[id] ?? FIELD_OPACITY;
}

/** Changes the opacity of a layer drawn over others, 0..1. */
export function changeOpacity(id: LayerId, value: number): void {
  change({ opacity: { ...getState().opacity, [id]: value } });
}

/** Opens or folds the list of layers. */
export function showLayers(listOpen: boolean): void {
  change({ listOpen });
}

/** Lets one panel fill the view; null shows all panels again. */
export function showFull(full: string | null): void {
  setState({ full });
}

import type { Compare, LayerId, PanelCount } from "../../state/field-layers.ts";
import { LAYERS, layerOf } from "./layers.ts";

/** A panel of the field view. */
export interface ShownPanel {
  /** Stays the same while the panel keeps its place. */
  readonly key: string;
  /** Index among the panels whose layers the user chooses; null if every layer has a panel. */
  readonly place: number | null;
  readonly id: LayerId;
  /** `coming`: its network is being trained, or predicts next. `missing`: the fields do not contain it. */
  readonly state: "shown" | "coming" | "missing";
}

/** What the panels can show. */
export interface ShownLayers {
  /** Layers that the fields contain. */
  readonly there: ReadonlySet<LayerId>;
  /** Layers that the fields will contain when the networks have predicted. */
  readonly coming: ReadonlySet<LayerId>;
  readonly labelled: boolean;
  readonly staleShown: boolean;
}

/** Predicted layers in place of targets where there is no ground truth. */
const INSTEAD: Readonly<Partial<Record<LayerId, LayerId>>> = {
  mask: "predictedMask",
  uvec0: "predictedUvec0",
  uvec1: "predictedUvec1",
  direction: "predictedDirection",
  arrows: "predictedArrows",
  level: "predictedLevel",
};

function stateOf(id: LayerId, { there, coming }: ShownLayers): ShownPanel["state"] {
  if (there.has(id)) return "shown";
  return coming.has(id) ? "coming" : "missing";
}

/**
 * Without ground truth, panels of targets show the prediction, one of them the predicted mask if there is no
 * other prediction, or are left out.
 */
function chosenPanels(bases: readonly LayerId[], shown: ShownLayers): ShownPanel[] {
  const panels: ShownPanel[] = [];
  for (const [place, base] of bases.entries()) {
    const key = `place ${place}`;
    if (shown.labelled || layerOf(base).needsTruth !== true) {
      panels.push({ key, place, id: base, state: stateOf(base, shown) });
      continue;
    }
    const id = [INSTEAD[base], "predictedMask" as const].find(
      (one) => one && stateOf(one, shown) !== "missing" && !panels.some((panel) => panel.id === one),
    );
    if (id) panels.push({ key, place, id, state: stateOf(id, shown) });
  }
  return panels.length > 0 ? panels : [{ key: "place 0", place: 0, id: "image", state: "shown" }];
}

/** A panel for each layer; the stale ones only on request. */
function allPanels(shown: ShownLayers): ShownPanel[] {
  return LAYERS.filter(({ group }) => group !== "stale" || shown.staleShown)
    .map(({ id }): ShownPanel => ({ key: id, place: null, id, state: stateOf(id, shown) }))
    .filter(({ state }) => state !== "missing");
}

/** The panels of the field view, in order. */
export function shownPanels(
  compare: Compare,
  bases: Readonly<Record<PanelCount, readonly LayerId[]>>,
  shown: ShownLayers,
): ShownPanel[] {
  return compare === "all" ? allPanels(shown) : chosenPanels(bases[compare], shown);
}

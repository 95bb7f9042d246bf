import type { LayerId } from "../../state/field-layers.ts";
import type { ShownFields } from "../../state/shown-fields.ts";
import type { LayerContent } from "./layer-content.ts";
import { LayerSource } from "./layer-source.ts";
import { LAYERS } from "./layers.ts";

/**
 * The layers that the shown fields contain, in the order of the list.
 * @param gatedShown whether the input of a shown network is the image gated by the mask, unlike that of the
 * U-Net
 */
export function layerContents(fields: ShownFields, gatedShown = true): ReadonlyMap<LayerId, LayerContent> {
  const source = new LayerSource(fields);
  const contents = new Map<LayerId, LayerContent>();
  for (const { id, needsTruth, make } of LAYERS) {
    if ((needsTruth === true && !fields.labelled) || (id === "gatedImage" && !gatedShown)) continue;
    const content = make(source);
    if (content) contents.set(id, content);
  }
  return contents;
}

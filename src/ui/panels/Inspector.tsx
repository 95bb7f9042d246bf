import type { LayerId } from "../../state/field-layers.ts";
import type { ShownFields } from "../../state/shown-fields.ts";
import type { ImagePlace } from "../canvas/viewport.ts";
import styles from "./Inspector.module.css";
import type { FieldContent, LayerContent } from "./layer-content.ts";
import { LAYERS, type Layer, type LayerGroup } from "./layers.ts";
import type { ShownLayers } from "./shown-panels.ts";

export interface InspectorProps {
  readonly fields: ShownFields;
  readonly contents: ReadonlyMap<LayerId, LayerContent>;
  readonly layers: ShownLayers;
  readonly pixel: ImagePlace | null;
}

const GROUP_TEXT: Record<LayerGroup, string> = { target: "target", stale: "stale", predicted: "predicted" };

/** The layers with a value per pixel that are shown or could be, in the order of the list. */
function readLayers(
  group: LayerGroup,
  { contents, layers }: InspectorProps,
): readonly (readonly [Layer, FieldContent])[] {
  if (group === "stale" && !layers.staleShown) return [];
  return LAYERS.flatMap((layer) => {
    // The gated image is the image or 0: nothing to read beside the image and the mask.
    const isRead = layer.group === group && layer.id !== "gatedImage";
    const content = isRead ? contents.get(layer.id) : undefined;
    return content?.kind === "field" ? [[layer, content] as const] : [];
  });
}

/** Names where the window is narrow. */
const NARROW_NAMES: Partial<Record<LayerId, string>> = {
  direction: "dir.",
  predictedDirection: "dir.",
  staleDirection: "dir.",
  distance: "dist.",
  angleError: "error",
  staleAngle: "angle",
};

function Name({ long, short }: { long: string; short: string | undefined }) {
  if (short === undefined) return <span className={styles.name}>{long}</span>;
  return (
    <span className={styles.name}>
      <span className={styles.long}>{long}</span>
      <span className={styles.short} aria-hidden="true">
        {short}
      </span>
    </span>
  );
}

function Readings({ group, at, ...props }: InspectorProps & { group: LayerGroup; at: number }) {
  const own = readLayers(group, props);
  if (own.length === 0) return null;
  return (
    <span className={styles.group}>
      {group === "target" ? null : <b className={styles.groupName}>{GROUP_TEXT[group]}</b>}
      {own.map(([{ id, name, shortName }, content]) => (
        <span key={id} className={styles.reading}>
          <Name long={shortName ?? name} short={NARROW_NAMES[id]} />{" "}
          <span className={styles.value}>{content.read(at)}</span>
        </span>
      ))}
    </span>
  );
}

function describeLabel(label: number): string {
  if (label < 0) return "ignored";
  return label === 0 ? "background" : `cell ${label}`;
}

/** Position and cell of a pixel. */
function Place({ fields, pixel, at }: Pick<InspectorProps, "fields"> & { pixel: ImagePlace; at: number }) {
  const { labels, valid, inside } = fields.sample;
  const cell = !fields.labelled ? "no labels" : describeLabel(labels[at]);
  const suffix =
    valid[at] > 0 ? "" : inside[at] === 0 ? ", padding" : labels[at] <= 0 ? "" : ", no valid direction";
  return (
    <span className={styles.place}>
      row {pixel.row}, column {pixel.column}, {cell}
      {suffix}
    </span>
  );
}

/**
 * The values of all layers at one pixel. A row without room for all of them leaves out the last ones. Its height depends on what there is to read, not on whether a pixel
 * is inspected.
 */
export function Inspector(props: InspectorProps) {
  const { fields, layers, pixel } = props;
  const { coming, there, staleShown } = layers;
  const two = coming.size > 0 || fields.prediction !== null || (staleShown && there.has("staleUvec0"));
  if (!pixel) {
    return (
      <p className={styles.line} data-two={two || undefined}>
        <span>
          Point at a field, or use its arrow keys, to read all layers. Ctrl + wheel zooms, dragging moves, a
          double click fills the view.
        </span>
      </p>
    );
  }
  const at = pixel.row * fields.sample.columns + pixel.column;
  return (
    <output className={styles.line} data-two={two || undefined}>
      <span className={styles.row}>
        <Place fields={fields} pixel={pixel} at={at} />
        <Readings group="target" at={at} {...props} />
      </span>
      {two ? (
        <span className={styles.row}>
          <Readings group="predicted" at={at} {...props} />
          <Readings group="stale" at={at} {...props} />
        </span>
      ) : null}
    </output>
  );
}

import type { ShownFields } from "../../state/shown-fields.ts";
import type { ImagePlace } from "../canvas/viewport.ts";
import styles from "./Inspector.module.css";
import type { PanelContent, PanelGroup } from "./panel-content.ts";

export interface InspectorProps {
  readonly fields: ShownFields;
  readonly panels: readonly PanelContent[];
  readonly pixel: ImagePlace | null;
}

const GROUP_TEXT: Record<PanelGroup, string> = { target: "target", stale: "stale", predicted: "predicted" };

function Readings({ group, panels, at }: { group: PanelGroup; panels: readonly PanelContent[]; at: number }) {
  const own = panels.filter((panel) => panel.group === group);
  if (own.length === 0) return null;
  return (
    <span className={styles.group}>
      <b className={styles.groupName}>{GROUP_TEXT[group]}</b>
      {own.map((panel) => (
        <span key={panel.id}>
          <span className={styles.name}>{panel.shortName}</span> {panel.read(at)}
        </span>
      ))}
    </span>
  );
}

function describeLabel(label: number): string {
  if (label < 0) return "ignored";
  return label === 0 ? "background" : `cell ${label}`;
}

/** The values of all panels at one pixel. */
export function Inspector({ fields, panels, pixel }: InspectorProps) {
  if (!pixel) {
    return (
      <p className={styles.line}>
        Point at a field, or focus one and use the arrow keys, to read all of them. Ctrl + wheel or a pinch
        zooms, dragging moves.
      </p>
    );
  }
  const { columns, labels, valid, inside } = fields.sample;
  const at = pixel.row * columns + pixel.column;
  const cell = !fields.labelled ? "no labels" : describeLabel(labels[at]);
  const suffix =
    valid[at] > 0 ? "" : inside[at] === 0 ? ", filled" : labels[at] <= 0 ? "" : ", no valid direction";
  return (
    <output className={styles.line}>
      <span>
        row {pixel.row}, column {pixel.column}, {cell}
        {suffix}
      </span>
      <Readings group="target" panels={panels} at={at} />
      <Readings group="stale" panels={panels} at={at} />
      <Readings group="predicted" panels={panels} at={at} />
    </output>
  );
}

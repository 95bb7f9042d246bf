import { Toggle } from "@base-ui/react/toggle";
import { toggleOver, useFieldLayers } from "../../state/field-layers.ts";
import { Icon } from "../controls/Icon.tsx";
import { loadPart } from "../loading/load-part.tsx";
import styles from "./LayerRow.module.css";
import { LayerSwatch } from "./LayerSwatch.tsx";
import { fullName, type Layer } from "./layers.ts";

export interface LayerRowProps {
  readonly layer: Layer;
  /** Whether the chosen panel shows it. */
  readonly shown: boolean;
  /** Why it cannot be shown now; null if it can. */
  readonly reason: string | null;
  readonly onShow: () => void;
}

const LayerOpacity = loadPart(
  async () => (await import("./LayerOpacity.tsx")).LayerOpacity,
  () => <div className={styles.opacity} />,
);

/** A layer of the list: its name shows it in the chosen panel, the eye draws it over all panels. */
export function LayerRow({ layer, shown, reason, onShow }: LayerRowProps) {
  const isOver = useFieldLayers(({ over }) => over.includes(layer.id));
  const name = fullName(layer);
  return (
    <li className={styles.row} data-shown={shown || undefined}>
      <button
        type="button"
        className={styles.base}
        aria-pressed={shown}
        aria-label={name}
        disabled={reason !== null}
        title={reason ?? layer.meaning}
        onClick={onShow}
      >
        <LayerSwatch {...layer} />
        <span className={styles.name}>{layer.name}</span>
      </button>
      <Toggle
        pressed={isOver}
        onPressedChange={() => toggleOver(layer.id)}
        disabled={reason !== null}
        className={styles.eye}
        aria-label={`${name} over the panels`}
        title={isOver ? "Drawn over the panels" : "Draw over the panels"}
      >
        <Icon name="over" />
      </Toggle>
      {isOver && reason === null ? <LayerOpacity layer={layer} /> : null}
    </li>
  );
}

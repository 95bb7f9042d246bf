import type { ColourMapName } from "../canvas/colour-maps.ts";
import { WHEEL } from "../canvas/DirectionWheel.tsx";
import { mapGradient } from "../canvas/Legend.tsx";
import styles from "./LayerSwatch.module.css";
import type { Layer } from "./layers.ts";

/** The colours of the fields, which do not depend on their values. */
const MAPS: Readonly<Partial<Record<string, ColourMapName>>> = {
  uvec_0: "diverging",
  uvec_1: "diverging",
  direction: "direction",
  distance: "sequential",
  "area weight": "sequential",
  level: "levels",
  "angle error": "angleError",
  "angle between": "angleError",
};

/** The colours of a layer as a small square. */
export function LayerSwatch({ kind, name }: Layer) {
  if (kind !== "field") {
    return (
      <svg className={styles.swatch} data-lines viewBox="0 0 14 14" aria-hidden="true">
        {kind === "arrows" ? (
          <path d="M3 11L10.6 3.4M6 3.2h4.8V8" />
        ) : (
          <path d="M4.4 3.2c2-1.4 5-.8 6 1.2s0 5.4-2.4 6.2-4.6-.4-5.2-2.6.2-3.8 1.6-4.8z" />
        )}
      </svg>
    );
  }
  const map = MAPS[name] ?? "grey";
  const backgroundImage = map === "direction" ? WHEEL : mapGradient(map);
  return <span className={styles.swatch} style={{ backgroundImage }} />;
}

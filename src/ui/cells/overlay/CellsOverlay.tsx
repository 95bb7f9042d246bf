import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { counted } from "../../../core/counted.ts";
import { missingFor } from "../../../core/instances/method-needs.ts";
import { selectCell, useCellsView } from "../../../state/cells-view.ts";
import { useRecipeStore } from "../../../state/recipe.ts";
import { useRunStore } from "../../../state/run.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { FieldCanvas } from "../../canvas/FieldCanvas.tsx";
import type { FieldRenderer } from "../../canvas/field-renderer.ts";
import type { ImagePlace, Viewport } from "../../canvas/viewport.ts";
import { Button } from "../../controls/Button.tsx";
import { Segmented } from "../../controls/Segmented.tsx";
import { countFound } from "../words/count-found.ts";
import { countOutcomes, describeOutcomes } from "../words/count-outcomes.ts";
import { CellReadout } from "./CellReadout.tsx";
import styles from "./CellsOverlay.module.css";
import { cellAt } from "./describe-cell.ts";
import { OverlayCanvas } from "./OverlayCanvas.tsx";
import { OverlayLegend, type OverlayPart } from "./OverlayLegend.tsx";
import { UNDER_FIELDS, type UnderName, underFields } from "./under-fields.ts";
import { useOverlayLayers } from "./use-overlay-layers.ts";

const UNDER_TITLES: Readonly<Record<UnderName, string>> = {
  image: "Image",
  level: "Level",
  direction: "Direction",
  mask: "Mask",
};

/** A pointer that moved further than this between down and up, in px, was dragged. */
const CLICK_SLACK = 4;

function labelOf(cells: FoundCells, name: string): string {
  const { outcomes } = cells;
  if (!outcomes)
    return `${name}: ${counted(countFound(cells), "cell")} found, no ground truth to compare with.`;
  const sides = `${counted(outcomes.truth.length, "true cell")}, ${outcomes.found.length} found`;
  return `${name}: ${sides}; ${describeOutcomes(countOutcomes(outcomes))}.`;
}

function withToggled(parts: ReadonlySet<OverlayPart>, part: OverlayPart): ReadonlySet<OverlayPart> {
  const now = new Set(parts);
  if (!now.delete(part)) now.add(part);
  return now;
}

/** The inspected pixel if it is inside the image; the new image may be smaller. */
function withinImage(pixel: ImagePlace | null, { field }: FoundCells): ImagePlace | null {
  return pixel && pixel.row < field.rows && pixel.column < field.columns ? pixel : null;
}

export interface CellsOverlayProps {
  readonly cells: FoundCells;
  /** Name of the image. */
  readonly name: string;
  /** Whether the image is about to be replaced. */
  readonly old: boolean;
  readonly renderer: FieldRenderer;
}

/** The cells of one image drawn over it, with the outcome of each. */
export function CellsOverlay({ cells, name, old, renderer }: CellsOverlayProps) {
  const normalisation = useRecipeStore(({ recipe }) => recipe.normalisation);
  const levels = useRunStore(({ trained }) => missingFor("cut", trained) === null);
  const selected = useCellsView((view) => view.selected);
  const [under, setUnder] = useState<UnderName>("image");
  const [hidden, setHidden] = useState<ReadonlySet<OverlayPart>>(new Set());
  const [viewport, setViewport] = useState<Viewport | null>(null);
  const [chosenPixel, setPixel] = useState<ImagePlace | null>(null);
  const pixel = withinImage(chosenPixel, cells);
  const { rows, columns } = cells.field;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another image makes the old view meaningless
  useEffect(() => setViewport(null), [cells.key.imageId, rows, columns]);
  // Cells found again get new ids: the same id would be another cell.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other cells count
  useEffect(() => {
    if (useCellsView.getState().selected?.side === "found") selectCell(null);
  }, [cells.found]);
  const fields = useMemo(() => underFields(cells, normalisation), [cells, normalisation]);
  const layers = useOverlayLayers(cells, hidden, selected);
  const description = useMemo(() => labelOf(cells, name), [cells, name]);

  const choose = () => {
    if (pixel) selectCell(cellAt(cells, pixel.row * columns + pixel.column, selected));
  };
  const down = useRef({ x: 0, y: 0 });
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") selectCell(null);
    if (event.key === "Enter") choose();
  };
  const click = ({ clientX, clientY }: MouseEvent) => {
    if (Math.hypot(clientX - down.current.x, clientY - down.current.y) <= CLICK_SLACK) choose();
  };

  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <Segmented
          label="Under the cells"
          labelHidden
          value={under}
          onChange={setUnder}
          options={UNDER_FIELDS.map((value) => ({ value, label: UNDER_TITLES[value] }))}
        />
        <p className={styles.name}>{name}</p>
        <Button
          label="Fit"
          variant="quiet"
          disabled={viewport === null}
          onClick={() => setViewport(null)}
          title="Show the whole image (0)"
        />
        <OverlayLegend
          cells={cells}
          hidden={hidden}
          onToggle={(part) => setHidden((parts) => withToggled(parts, part))}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is pressed and clicked is the field inside */}
      <div
        className={styles.image}
        data-old={old || undefined}
        onKeyDown={press}
        onPointerDownCapture={({ clientX, clientY }: PointerEvent) => {
          down.current = { x: clientX, y: clientY };
        }}
        onClick={click}
      >
        <FieldCanvas
          renderer={renderer}
          planes={fields[under].planes}
          appearance={fields[under].appearance}
          viewport={viewport}
          onViewport={setViewport}
          pixel={pixel}
          onPixel={setPixel}
          name={`Cells of ${name}`}
          description={description}
        />
        <OverlayCanvas image={cells.field} layers={layers} viewport={viewport} />
      </div>
      <CellReadout cells={cells} fields={fields} pixel={pixel} selected={selected} levels={levels} />
    </div>
  );
}

import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useMemo, useRef } from "react";
import { counted } from "../../../core/counted.ts";
import { missingFor } from "../../../core/instances/method-needs.ts";
import { countOutcomes } from "../../../core/metrics/count-outcomes.ts";
import { selectCell, useCellsView } from "../../../state/cells-view.ts";
import { COMMANDS } from "../../../state/commands.ts";
import { useImageContrast } from "../../../state/image-contrast.ts";
import { useRunStore } from "../../../state/run.ts";
import { showSide, useViewStore } from "../../../state/view.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { applyContrast } from "../../canvas/apply-contrast.ts";
import { FieldCanvas } from "../../canvas/FieldCanvas.tsx";
import type { FieldRenderer } from "../../canvas/field-renderer.ts";
import { CommandIconButton } from "../../commands/CommandIconButton.tsx";
import { Button } from "../../controls/Button.tsx";
import { foldDrawer } from "../drawer/drawer-state.ts";
import { countFound } from "../words/count-found.ts";
import { describeOutcomes } from "../words/describe-outcomes.ts";
import { CellCard } from "./CellCard.tsx";
import styles from "./CellsOverlay.module.css";
import { cellAt } from "./describe-cell.ts";
import { OverlayCanvas } from "./OverlayCanvas.tsx";
import { OverlayLegend } from "./OverlayLegend.tsx";
import { inspectPixel, showImage, showPart, togglePart, useOverlayView } from "./overlay-view.ts";
import { useOverlayLayers } from "./use-overlay-layers.ts";
import type { UnderFields } from "./use-under-fields.ts";
import { withinImage } from "./within-image.ts";

/** A pointer that moved further than this between down and up, in px, was dragged. */
const CLICK_SLACK = 4;

function labelOf(cells: FoundCells, name: string): string {
  const { outcomes } = cells;
  if (!outcomes)
    return `${name}: ${counted(countFound(cells), "cell")} found, no ground truth to compare with.`;
  const sides = `${counted(outcomes.truth.length, "true cell")}, ${outcomes.found.length} found`;
  return `${name}: ${sides}; ${describeOutcomes(countOutcomes(outcomes))}.`;
}

export interface CellsOverlayProps {
  readonly cells: FoundCells;
  readonly fields: UnderFields;
  /** Name of the image. */
  readonly name: string;
  /** Width of a pixel in µm, if it is known. */
  readonly pixelWidth: number | undefined;
  /** Whether the image is about to be replaced. */
  readonly old: boolean;
  readonly renderer: FieldRenderer;
}

/** The cells of one image drawn over it, with the outcome of each. */
export function CellsOverlay({ cells, fields, name, pixelWidth, old, renderer }: CellsOverlayProps) {
  const levels = useRunStore(({ trained }) => missingFor("cut", trained) === null);
  const selected = useCellsView((view) => view.selected);
  const { under, hidden, viewport, pixel: chosenPixel } = useOverlayView();
  const pixel = withinImage(chosenPixel, cells.field);
  const { rows, columns } = cells.field;
  const { imageId } = cells.key;
  useEffect(() => showImage(`${imageId} ${rows} ${columns}`), [imageId, rows, columns]);
  // Cells found again get new ids: the same id would be another cell.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other cells count
  useEffect(() => {
    if (useCellsView.getState().selected?.side === "found") selectCell(null);
  }, [cells.found]);
  const layers = useOverlayLayers(cells, hidden, selected);
  const contrast = useImageContrast();
  const { planes, appearance: plain } = fields[under];
  const appearance = useMemo(
    () => (under === "image" ? applyContrast(planes[0].data, plain, contrast) : plain),
    [under, planes, plain, contrast],
  );
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

  /** Zooms to fit or, if the whole image is shown, gives it the room of the panels around it. */
  const showWhole = () => {
    if (viewport) {
      showPart(null);
      return;
    }
    showSide(!useViewStore.getState().sideOpen);
    foldDrawer();
  };

  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <OverlayLegend cells={cells} hidden={hidden} onToggle={togglePart} />
        <div className={styles.step}>
          <CommandIconButton command={COMMANDS.previousImage} icon="previous" />
          <p className={styles.name} title={name}>
            {name}
          </p>
          <CommandIconButton command={COMMANDS.nextImage} icon="next" />
        </div>
      </div>
      <div className={styles.image} data-old={old || undefined}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: what is pressed and clicked is the field inside */}
        <div
          className={styles.field}
          onKeyDown={press}
          onPointerDownCapture={({ clientX, clientY }: PointerEvent) => {
            down.current = { x: clientX, y: clientY };
          }}
          onClick={click}
          onDoubleClick={showWhole}
        >
          <FieldCanvas
            renderer={renderer}
            planes={planes}
            appearance={appearance}
            pixelWidth={pixelWidth}
            viewport={viewport}
            onViewport={showPart}
            pixel={pixel}
            onPixel={inspectPixel}
            name={`Cells of ${name}`}
            description={description}
          />
          <OverlayCanvas image={cells.field} layers={layers} viewport={viewport} />
        </div>
        {viewport ? (
          <Button
            label="Zoom to fit"
            className={styles.fit}
            onClick={() => showPart(null)}
            title="Show the whole image (0, double click)"
          />
        ) : null}
        <CellCard cells={cells} selected={selected} levels={levels} />
      </div>
    </div>
  );
}

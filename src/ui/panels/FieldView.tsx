import { useEffect, useMemo, useRef, useState } from "react";
import { predictsQuantity } from "../../core/recipe/pipelines.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { suggestCompare, useFieldLayers } from "../../state/field-layers.ts";
import { useFieldViewStore } from "../../state/field-view.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { useRunStore } from "../../state/run.ts";
import { type ShownFields, shownFields, useShownFieldsRevision } from "../../state/shown-fields.ts";
import { useViewStore } from "../../state/view.ts";
import { stalePainter } from "../canvas/stale-painter.ts";
import { usePanelSize } from "../canvas/use-panel-size.ts";
import { useRenderer } from "../canvas/use-renderer.ts";
import type { ImagePlace } from "../canvas/viewport.ts";
import { Notice } from "../controls/Notice.tsx";
import { comingLayers } from "./coming-layers.ts";
import { FieldPanel } from "./FieldPanel.tsx";
import styles from "./FieldView.module.css";
import { showViewport, useFieldViewport } from "./field-viewport.ts";
import { Inspector } from "./Inspector.tsx";
import { LayerList } from "./LayerList.tsx";
import { layerContents } from "./layer-contents.ts";
import { panelGrid } from "./panel-grid.ts";
import { type ShownLayers, shownPanels } from "./shown-panels.ts";

/** Width of the panels from which four of them are shown at first, CSS px. */
const WIDE = 1000;

/** As in the style sheets of panels and grid, CSS px. */
const SPACING = { gap: 8, head: 24 };

/** The inspected pixel if it is inside the image; the new image may be smaller. */
function withinImage(pixel: ImagePlace | null, { sample }: ShownFields): ImagePlace | null {
  return pixel && pixel.row < sample.rows && pixel.column < sample.columns ? pixel : null;
}

/** The layers of the shown fields, those that will come, and the planes of both. */
function useLayers(fields: ShownFields) {
  const source = useViewStore((view) => view.source);
  const staleShown = useViewStore((view) => view.staleShown);
  const phase = useRunStore((run) => run.phase);
  const stage = useRunStore((run) => run.stage);
  const trained = useRunStore((run) => run.trained);
  const chosenStages = useRunStore((run) => run.chosenStages);
  const pipeline = useRecipeStore(({ recipe }) => recipe.pipeline);
  const gatedShown =
    source === "training" ? stage !== null && !predictsQuantity([stage], "mask") : pipeline === "published";
  const contents = useMemo(() => layerContents(fields, gatedShown), [fields, gatedShown]);
  const layers = useMemo(
    (): ShownLayers => ({
      there: new Set(contents.keys()),
      coming: comingLayers({ phase, trained, chosenStages }, fields.labelled, pipeline),
      labelled: fields.labelled,
      staleShown,
    }),
    [contents, phase, trained, chosenStages, fields.labelled, staleShown, pipeline],
  );
  return { contents, layers };
}

function Panels({ fields }: { fields: ShownFields }) {
  const renderer = useRenderer();
  const { rows, columns } = fields.sample;
  const image = useMemo(() => ({ rows, columns }), [rows, columns]);
  const viewport = useFieldViewport((state) => state.viewport);
  const [chosenPixel, setPixel] = useState<ImagePlace | null>(null);
  const pixel = withinImage(chosenPixel, fields);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size makes the old view meaningless
  useEffect(() => showViewport(null), [image]);

  const area = useRef<HTMLDivElement>(null);
  const size = usePanelSize(area)?.panel ?? null;
  const width = size?.width ?? null;
  useEffect(() => {
    if (width !== null) suggestCompare(width >= WIDE ? "4" : "2");
  }, [width]);

  // Stale and recomputed vectors in pairs: the subject of a rotated crop.
  const onImage = useMemo(() => {
    const { view, sample, stale } = fields;
    return view?.kind === "rotation" && stale ? stalePainter(sample, stale) : undefined;
  }, [fields]);
  const { contents, layers } = useLayers(fields);
  const compare = useFieldLayers((view) => view.compare);
  const bases = useFieldLayers((view) => view.bases);
  const listOpen = useFieldLayers((view) => view.listOpen);
  const fullKey = useFieldLayers((view) => view.full);
  const panels = useMemo(
    () => (compare === null ? [] : shownPanels(compare, bases, layers)),
    [compare, bases, layers],
  );
  const full = panels.some(({ key }) => key === fullKey) ? fullKey : null;
  const visible = full === null ? panels : panels.filter(({ key }) => key === full);
  const grid = size && panelGrid(visible.length, size, image, SPACING);

  return (
    <>
      <div ref={area} className={styles.area}>
        {grid ? (
          <ul
            className={styles.grid}
            aria-label="Panels"
            style={{
              gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
              gridTemplateRows: `repeat(${grid.rows}, minmax(${grid.lowest}px, 1fr))`,
            }}
          >
            {visible.map((panel) => (
              <FieldPanel
                key={panel.key}
                panel={panel}
                contents={contents}
                layers={layers}
                count={compare === "all" ? null : compare}
                full={panels.length > 1 ? full !== null : null}
                image={image}
                pixelSize={fields.pixelSize}
                onImage={onImage}
                renderer={renderer}
                viewport={viewport}
                onViewport={showViewport}
                pixel={pixel}
                onPixel={setPixel}
              />
            ))}
          </ul>
        ) : null}
      </div>
      {listOpen ? (
        <div className={styles.list}>
          <LayerList layers={layers} panels={panels} gate={fields.prediction?.gate ?? null} />
        </div>
      ) : null}
      <div className={styles.inspector}>
        <Inspector fields={fields} contents={contents} layers={layers} pixel={pixel} />
      </div>
    </>
  );
}

/** The fields of the current source, with one pointer and one zoom for all panels. */
export function FieldView() {
  const revision = useShownFieldsRevision((state) => state.revision);
  const error = useFieldViewStore((view) => view.error);
  const isEmpty = useDatasetStore(({ records }) => records.length === 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the planes change with the revision
  const fields = useMemo(() => shownFields(), [revision]);
  return (
    <div className={styles.view}>
      {fields ? (
        <Panels fields={fields} />
      ) : (
        <p className={styles.empty}>
          {isEmpty ? "Add images to see their fields." : "The fields of the chosen image appear here."}
        </p>
      )}
      {error === null ? null : (
        <div className={styles.error}>
          <Notice kind="danger">{error}</Notice>
        </div>
      )}
    </div>
  );
}

import { useEffect, useMemo, useRef, useState } from "react";
import { useFieldViewStore } from "../../state/field-view.ts";
import { useRunStore } from "../../state/run.ts";
import { type ShownFields, shownFields, useShownFieldsRevision } from "../../state/shown-fields.ts";
import { useViewStore } from "../../state/view.ts";
import { stalePainter } from "../canvas/stale-painter.ts";
import { useRenderer } from "../canvas/use-renderer.ts";
import type { ImagePlace, Viewport } from "../canvas/viewport.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { FieldBar } from "./FieldBar.tsx";
import { FieldPanel } from "./FieldPanel.tsx";
import styles from "./FieldPanels.module.css";
import { Inspector } from "./Inspector.tsx";
import { type PanelContent, type PanelGroup, panelContents } from "./panel-content.ts";
import { useBelowView } from "./use-below-view.ts";

/** Why stale vectors are not shown although requested. */
const STALE_MISSING = {
  whole:
    "Without augmentation, stale vectors equal the correct ones. Show an augmented crop to see the difference.",
  roll: "Without augmentation, stale vectors equal the correct ones. Choose an augmentation to see the difference.",
  rotation: "A rotated crop always has stale vectors.",
  training:
    "A training sample has stale vectors only if they are trained on (a switch under Augment). Show an augmented crop to see them.",
} as const;

const GROUPS: readonly { readonly group: PanelGroup; readonly title: string; readonly detail: string }[] = [
  { group: "target", title: "Targets", detail: "computed from the labels after the augmentation" },
  {
    group: "stale",
    title: "Stale, wrong on purpose",
    detail: "computed before the augmentation and only moved with their pixels",
  },
  { group: "predicted", title: "Predicted", detail: "what the networks predict for the same pixels" },
];

/** Heading for an image without labels, in place of the targets. */
const NOT_TRAINED_ON = { title: "No targets", detail: "this image has no labels, so it is not trained on" };

/** The inspected pixel if it is inside the image; the new image may be smaller. */
function withinImage(pixel: ImagePlace | null, fields: ShownFields): ImagePlace | null {
  if (!pixel || pixel.row >= fields.sample.rows || pixel.column >= fields.sample.columns) return null;
  return pixel;
}

function Grid({ fields, panels }: { fields: ShownFields; panels: readonly PanelContent[] }) {
  const renderer = useRenderer();
  const { rows, columns } = fields.sample;
  const [viewport, setViewport] = useState<Viewport | null>(null);
  const [chosenPixel, setPixel] = useState<ImagePlace | null>(null);
  const pixel = withinImage(chosenPixel, fields);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size makes the old view meaningless
  useEffect(() => setViewport(null), [rows, columns]);
  const scroll = useRef<HTMLDivElement>(null);
  const predicted = useRef<HTMLElement>(null);
  const hasPrediction = panels.some(({ group }) => group === "predicted");
  const predictedBelow = useBelowView(scroll, predicted, hasPrediction);
  const source = useViewStore((view) => view.source);
  const arrows = useMemo(() => {
    const { view, sample, stale } = fields;
    return view?.kind === "rotation" && stale ? stalePainter(sample, stale) : undefined;
  }, [fields]);
  const staleMissing = useViewStore((view) => view.staleShown) && fields.labelled && !fields.stale;
  return (
    <>
      <FieldBar zoomed={viewport !== null} onFit={() => setViewport(null)} />
      <div ref={scroll} className={styles.scroll}>
        {staleMissing ? (
          <div className={styles.missing} role="status">
            <Notice kind="plain">{STALE_MISSING[source]}</Notice>
          </div>
        ) : null}
        {GROUPS.map(({ group, ...heading }) => {
          const { title, detail } =
            group === "target" && !fields.labelled
              ? NOT_TRAINED_ON
              : group === "predicted" && fields.prediction
                ? { ...heading, detail: `${heading.detail}, gated by the ${fields.prediction.gate} mask` }
                : heading;
          const own = panels.filter((panel) => panel.group === group);
          return own.length === 0 ? null : (
            <section
              key={group}
              ref={group === "predicted" ? predicted : undefined}
              className={styles.group}
              aria-label={title}
            >
              <h3 className={styles.groupTitle}>
                {title} <span className={styles.detail}>{detail}</span>
                {group === "target" ? <span className={styles.shown}>{fields.title}</span> : null}
              </h3>
              <ul className={styles.grid} data-single={(group === "target" && !fields.labelled) || undefined}>
                {own.map((content) => (
                  <FieldPanel
                    key={content.id}
                    content={content}
                    renderer={renderer}
                    viewport={viewport}
                    onViewport={setViewport}
                    pixel={pixel}
                    onPixel={setPixel}
                    over={content.id === "image" ? arrows : undefined}
                  />
                ))}
              </ul>
            </section>
          );
        })}
        {fields.prediction ? null : (
          <p className={styles.coming}>Predictions for these pixels appear here once a network is trained.</p>
        )}
        {predictedBelow ? (
          <div className={styles.below}>
            <Button
              label="Show predictions"
              onClick={() => predicted.current?.scrollIntoView({ block: "end" })}
            />
          </div>
        ) : null}
      </div>
      <div className={styles.inspector}>
        <Inspector fields={fields} panels={panels} pixel={pixel} />
      </div>
    </>
  );
}

/** The fields of the current source, with one pointer and one zoom for all of them. */
export function FieldPanels() {
  const revision = useShownFieldsRevision((state) => state.revision);
  const staleShown = useViewStore((view) => view.staleShown);
  const error = useFieldViewStore((view) => view.error);
  const source = useViewStore((view) => view.source);
  const stage = useRunStore((run) => run.stage);
  const gatedShown = source !== "training" || stage !== "semantic";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the planes change with the revision
  const shown = useMemo(() => {
    const fields = shownFields();
    return fields && { fields, panels: panelContents(fields, staleShown, gatedShown) };
  }, [revision, staleShown, gatedShown]);
  return (
    <section className={styles.fields} aria-label="Fields">
      {shown ? (
        <Grid {...shown} />
      ) : (
        <>
          <FieldBar zoomed={false} onFit={() => {}} />
          <p className={styles.empty}>The fields of the chosen image appear here.</p>
        </>
      )}
      {error === null ? null : <Notice kind="danger">{error}</Notice>}
    </section>
  );
}

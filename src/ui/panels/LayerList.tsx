import { memo, useEffect, useId, useRef } from "react";
import type { Gate } from "../../core/recipe/recipe.ts";
import { chooseBase, showFull, useFieldLayers } from "../../state/field-layers.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { showStale, useViewStore } from "../../state/view.ts";
import { Switch } from "../controls/Switch.tsx";
import styles from "./LayerList.module.css";
import { LayerRow } from "./LayerRow.tsx";
import { GROUP_TITLES, LAYERS, type Layer, type LayerGroup } from "./layers.ts";
import type { ShownLayers, ShownPanel } from "./shown-panels.ts";
import { whyMissing } from "./why-missing.ts";

const PREDICTED: ReadonlySet<string> = new Set(
  LAYERS.filter(({ group }) => group === "predicted").map(({ id }) => id),
);

/** Why stale vectors are not shown although requested. */
const STALE_MISSING = {
  whole: "Without augmentation, stale vectors equal the recomputed ones. Show an augmented crop.",
  roll: "Without augmentation, stale vectors equal the recomputed ones. Choose an augmentation.",
  rotation: "A rotated crop always has stale vectors.",
  training:
    "A training sample has stale vectors only if they are trained on. Show an augmented crop to see them.",
} as const;

export interface LayerListProps {
  readonly layers: ShownLayers;
  readonly panels: readonly ShownPanel[];
  /** The mask that gates the predictions; null without any. */
  readonly gate: Gate | null;
}

interface GroupProps extends LayerListProps {
  readonly group: LayerGroup;
  /** Rows to show; by default all of the group. */
  readonly own?: readonly Layer[];
}

function Rows({ group, layers, panels, own }: GroupProps) {
  const source = useViewStore((view) => view.source);
  const compare = useFieldLayers((view) => view.compare) ?? "2";
  const chosen = useFieldLayers((view) => view.panel);
  const full = useFieldLayers((view) => view.full);
  const shownIds = new Set(
    compare === "all"
      ? panels.filter(({ key }) => key === full).map(({ id }) => id)
      : panels.filter(({ place }) => place === chosen).map(({ id }) => id),
  );
  return (
    <ul>
      {(own ?? LAYERS.filter((layer) => layer.group === group)).map((layer) => (
        <LayerRow
          key={layer.id}
          layer={layer}
          shown={shownIds.has(layer.id)}
          reason={layers.there.has(layer.id) ? null : whyMissing(layer, layers, source)}
          onShow={() => {
            if (compare === "all") showFull(full === layer.id ? null : layer.id);
            else chooseBase(compare, chosen, layer.id);
          }}
        />
      ))}
    </ul>
  );
}

function Group(props: GroupProps & { readonly note?: string | null; readonly detail?: string | null }) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h4 id={id} className={styles.title}>
        {GROUP_TITLES[props.group]}
        {props.detail ? <span className={styles.detail}>{props.detail}</span> : null}
      </h4>
      {props.note ? <p className={styles.note}>{props.note}</p> : null}
      <Rows {...props} />
    </section>
  );
}

/** The stale vectors, which are wrong on purpose: shown on request. */
function Stale(props: LayerListProps) {
  const source = useViewStore((view) => view.source);
  const { labelled, staleShown, there } = props.layers;
  const section = useRef<HTMLElement>(null);
  const wasShown = useRef(staleShown);
  useEffect(() => {
    const list = section.current?.parentElement;
    // The last group of the list: what has been asked for may lie below its visible part.
    if (staleShown && !wasShown.current && list) list.scrollTop = list.scrollHeight;
    wasShown.current = staleShown;
  }, [staleShown]);
  if (!labelled) return null;
  return (
    <section ref={section} className={styles.group} aria-label={GROUP_TITLES.stale}>
      <div className={styles.stale}>
        <Switch label="Show stale vectors" checked={staleShown} onChange={showStale} />
      </div>
      {staleShown && !there.has("staleUvec0") ? (
        <p className={styles.note} role="status">
          {STALE_MISSING[source]}
        </p>
      ) : null}
      {staleShown && there.has("staleUvec0") ? <Rows group="stale" {...props} /> : null}
    </section>
  );
}

/** All layers: a click shows one in the chosen panel, the eye beside it draws it over all panels. */
export const LayerList = memo(function LayerList(props: LayerListProps) {
  const { gate } = props;
  const { labelled, there, coming } = props.layers;
  const targets = LAYERS.filter(
    ({ id, group, needsTruth }) =>
      group === "target" && (labelled || !needsTruth) && (id !== "input" || there.has(id)),
  );
  const pipeline = useRecipeStore(({ recipe }) => recipe.pipeline);
  const predicted = LAYERS.filter(
    ({ id, group, pipeline: own }) =>
      group === "predicted" && (there.has(id) || own === undefined || own === pipeline),
  );
  // The network with the confidence is not gated.
  const isGated = !there.has("predictedConfidence");
  const noPrediction = ![...there, ...coming].some((id) => PREDICTED.has(id));
  return (
    <section className={styles.list} aria-label="Layers">
      <h3 className="visually-hidden">Layers</h3>
      <Group group="target" own={targets} {...props} />
      {labelled ? null : <p className={styles.note}>This image has no masks, so it has no targets.</p>}
      <Group
        group="predicted"
        own={predicted}
        detail={gate && isGated ? `${gate} mask` : null}
        note={noPrediction ? "Predictions appear here after training." : null}
        {...props}
      />
      <Stale {...props} />
    </section>
  );
});

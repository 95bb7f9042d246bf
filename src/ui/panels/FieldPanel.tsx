import { type KeyboardEvent, useMemo } from "react";
import type { PixelSize } from "../../core/dataset/pixel-size.ts";
import {
  choosePanel,
  type LayerId,
  type PanelCount,
  showFull,
  useFieldLayers,
} from "../../state/field-layers.ts";
import { useImageContrast } from "../../state/image-contrast.ts";
import { useViewStore } from "../../state/view.ts";
import type { LinesOver } from "../canvas/canvas-layer.ts";
import { FieldCanvas } from "../canvas/FieldCanvas.tsx";
import type { FieldRenderer } from "../canvas/field-renderer.ts";
import type { ImagePlace, ImageSize, Viewport } from "../canvas/viewport.ts";
import { Icon } from "../controls/Icon.tsx";
import { IconButton } from "../controls/IconButton.tsx";
import { loadPart } from "../loading/load-part.tsx";
import { describePanel } from "./describe-panel.ts";
import styles from "./FieldPanel.module.css";
import menu from "./LayerMenu.module.css";
import type { LayerMenuProps } from "./LayerMenu.tsx";
import type { LayerContent } from "./layer-content.ts";
import { fullName, layerOf } from "./layers.ts";
import { PanelLegend } from "./PanelLegend.tsx";
import { panelDrawing } from "./panel-drawing.ts";
import type { ShownLayers, ShownPanel } from "./shown-panels.ts";
import { whyMissing } from "./why-missing.ts";

const LayerMenu = loadPart(
  async () => (await import("./LayerMenu.tsx")).LayerMenu,
  ({ id }: LayerMenuProps) => (
    <span className={menu.trigger}>
      {fullName(layerOf(id))}
      <Icon name="chevron" />
    </span>
  ),
);

export interface FieldPanelProps {
  readonly panel: ShownPanel;
  readonly contents: ReadonlyMap<LayerId, LayerContent>;
  readonly layers: ShownLayers;
  /** Number of panels whose layers can be chosen; null if every layer has a panel. */
  readonly count: PanelCount | null;
  /** Whether it fills the view while there are others; null if there are none. */
  readonly full: boolean | null;
  readonly image: ImageSize;
  /** Null without a scale bar. */
  readonly pixelSize: PixelSize | null;
  /** Drawn over the panel of the image. */
  readonly onImage: LinesOver["paint"] | undefined;
  readonly renderer: FieldRenderer;
  readonly viewport: Viewport | null;
  readonly onViewport: (viewport: Viewport | null) => void;
  readonly pixel: ImagePlace | null;
  readonly onPixel: (pixel: ImagePlace | null) => void;
}

function useDrawing({ panel, contents, count, onImage }: FieldPanelProps) {
  const over = useFieldLayers((view) => view.over);
  const opacity = useFieldLayers((view) => view.opacity);
  const contrast = useImageContrast();
  return useMemo(() => {
    // Where every layer has a panel of its own, another field would only hide it.
    const above = count === null ? over.filter((id) => layerOf(id).kind !== "field") : over;
    return panelDrawing(panel.id, contents, { over: above, opacity, contrast, onImage });
  }, [panel.id, contents, count, over, opacity, contrast, onImage]);
}

/** A layer with its name, the value at the inspected pixel and its legend. */
export function FieldPanel(props: FieldPanelProps) {
  const { panel, contents, layers, count, full, image, pixelSize, onImage: _, pixel, ...view } = props;
  const layer = layerOf(panel.id);
  const content = contents.get(panel.id);
  const drawing = useDrawing(props);
  const description = useMemo(
    () => (content ? describePanel(layer, content, image) : ""),
    [layer, content, image],
  );
  const source = useViewStore(({ source }) => source);
  const chosen = useFieldLayers((fields) => count !== null && count !== "1" && fields.panel === panel.place);
  const toggleFull = () => {
    if (full !== null) showFull(full ? null : panel.key);
  };
  const press = (event: KeyboardEvent) => {
    const isField = event.target instanceof Element && event.target.role === "application";
    if (event.key === "Escape" && full) showFull(null);
    else if (event.key === "Enter" && isField && full !== null) toggleFull();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const choose = () => panel.place !== null && choosePanel(panel.place);
  return (
    <li
      className={styles.panel}
      data-chosen={chosen || undefined}
      onPointerDownCapture={choose}
      onFocusCapture={choose}
      onKeyDownCapture={press}
    >
      <div className={styles.head}>
        <h3 className={styles.name}>
          {count !== null && panel.place !== null ? (
            <LayerMenu id={panel.id} count={count} place={panel.place} there={layers.there} />
          ) : (
            fullName(layer)
          )}
        </h3>
        <span className={styles.meaning}>{layer.meaning}</span>
        {pixel && content?.kind === "field" ? (
          <span className={styles.value}>{content.read(pixel.row * image.columns + pixel.column)}</span>
        ) : null}
        {full === null ? null : (
          <span className={styles.size}>
            <IconButton
              label={full ? "Show all panels" : "Full size"}
              icon={full ? "shrink" : "expand"}
              shortcut={full ? "Escape" : "Enter"}
              onClick={toggleFull}
            />
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter does the same in the focused field */}
      <div className={styles.field} onDoubleClick={toggleFull}>
        {drawing && content ? (
          <>
            <FieldCanvas
              {...view}
              planes={drawing.planes}
              appearance={drawing.appearance}
              over={drawing.over}
              pixel={pixel}
              name={fullName(layer)}
              description={description}
              pixelWidth={pixelSize?.x}
            />
            {content.kind === "field" ? (
              <PanelLegend appearance={drawing.appearance} unit={content.unit} />
            ) : null}
          </>
        ) : (
          <p className={styles.missing}>{whyMissing(layer, layers, source)}</p>
        )}
      </div>
    </li>
  );
}

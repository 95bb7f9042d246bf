import { Slider } from "@base-ui/react/slider";
import { changeOpacity, opacityOf, useFieldLayers } from "../../state/field-layers.ts";
import styles from "./LayerRow.module.css";
import { fullName, type Layer } from "./layers.ts";

/** How much a layer covers the panels it is drawn over. */
export function LayerOpacity({ layer }: { layer: Layer }) {
  const value = useFieldLayers(({ opacity }) => Math.round(100 * opacityOf(opacity, layer.id)));
  return (
    <Slider.Root
      value={value}
      min={0}
      max={100}
      step={5}
      onValueChange={(percent) => changeOpacity(layer.id, percent / 100)}
      className={styles.opacity}
    >
      <Slider.Control className={styles.control}>
        <Slider.Track className={styles.track}>
          <Slider.Indicator className={styles.indicator} />
          <Slider.Thumb
            className={styles.thumb}
            aria-label={`Opacity of ${fullName(layer)}`}
            getAriaValueText={(_, percent) => `${percent} %`}
          />
        </Slider.Track>
      </Slider.Control>
      <span className={styles.percent}>{value} %</span>
    </Slider.Root>
  );
}

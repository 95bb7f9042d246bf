import { Popover } from "@base-ui/react/popover";
import { changeContrast, isNeutral, resetContrast, useImageContrast } from "../../state/image-contrast.ts";
import { Button } from "../controls/Button.tsx";
import { IconButton } from "../controls/IconButton.tsx";
import popup from "../controls/popup.module.css";
import { Slider } from "../controls/Slider.tsx";
import { Switch } from "../controls/Switch.tsx";
import styles from "./ContrastButton.module.css";

/** Brightness, contrast and gamma of the drawn images, in a popover. */
export function ContrastButton() {
  const contrast = useImageContrast();
  const neutral = isNeutral(contrast);
  return (
    <Popover.Root>
      <span className={styles.trigger} data-changed={!neutral || undefined}>
        <Popover.Trigger render={<IconButton label="Brightness and contrast" icon="contrast" />} />
      </span>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className={popup.layer}>
          <Popover.Popup className={`${popup.popup} ${styles.popup}`}>
            <Popover.Title className={styles.title}>Brightness and contrast</Popover.Title>
            <Popover.Description className={styles.note}>
              View only: changes how images are drawn, not what the networks see.
            </Popover.Description>
            <Switch
              label="Auto"
              explanation="Percentiles 1 and 99 of each image are black and white."
              checked={contrast.auto}
              onChange={(auto) => changeContrast({ auto })}
            />
            <Slider
              label="Brightness"
              value={contrast.brightness}
              min={-100}
              max={100}
              step={1}
              unit=""
              onChange={(brightness) => changeContrast({ brightness })}
            />
            <Slider
              label="Contrast"
              value={contrast.contrast}
              min={-100}
              max={100}
              step={1}
              unit=""
              onChange={(value) => changeContrast({ contrast: value })}
            />
            <Slider
              label="Gamma"
              value={contrast.gamma}
              min={0.2}
              max={3}
              step={0.05}
              unit=""
              onChange={(gamma) => changeContrast({ gamma })}
            />
            <div className={styles.foot}>
              <Button label="Reset" disabled={neutral} onClick={resetContrast} />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

import { Popover } from "@base-ui/react/popover";
import popup from "../../controls/popup.module.css";
import styles from "./MetricName.module.css";

export interface MetricNameProps {
  readonly name: string;
  /** Meaning of the metric, in a sentence. */
  readonly meaning: string;
}

/** The name of a metric, which is explained when it is hovered, focused or clicked; Escape hides the text. */
export function MetricName({ name, meaning }: MetricNameProps) {
  return (
    <Popover.Root>
      <Popover.Trigger openOnHover delay={150} className={styles.name}>
        {name}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="right" sideOffset={6} className={popup.explanationLayer}>
          <Popover.Popup className={`${popup.popup} ${popup.explanation}`} initialFocus={false}>
            <Popover.Description>{meaning}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

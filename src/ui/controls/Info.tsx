import { Popover } from "@base-ui/react/popover";
import styles from "./Info.module.css";
import popup from "./popup.module.css";

export interface InfoProps {
  /** Explanation in a sentence or two. */
  readonly text: string;
  /** Subject of the explanation, e.g. "crop size". */
  readonly about: string;
}

/** A small button that explains a control when hovered, focused or clicked; Escape hides the text. */
export function Info({ text, about }: InfoProps) {
  return (
    <Popover.Root>
      <Popover.Trigger openOnHover delay={150} className={styles.button} aria-label={`About ${about}`}>
        i
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className={popup.explanationLayer}>
          <Popover.Popup className={`${popup.popup} ${popup.explanation}`} initialFocus={false}>
            <Popover.Description>{text}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

import { Collapsible } from "@base-ui/react/collapsible";
import { type ReactNode, useId } from "react";
import { ChangedMark } from "../controls/ChangedMark.tsx";
import { Icon } from "../controls/Icon.tsx";
import styles from "./FoldedSection.module.css";
import { openSection, useOpenSections } from "./open-sections.ts";
import { type Setting, useChange } from "./use-change.ts";

export interface FoldedSectionProps {
  readonly title: string;
  /** Values of the section in one line. */
  readonly summary: string;
  /** Settings in the section that can differ from the preset. */
  readonly settings?: readonly Setting[];
  /** Problems, which are shown although the section is closed. */
  readonly alerts?: ReactNode;
  readonly children: ReactNode;
}

/** A section of the recipe, closed at first; then one line says what its values are. */
export function FoldedSection({ title, summary, settings = [], alerts, children }: FoldedSectionProps) {
  const isOpen = useOpenSections(({ open }) => open.has(title));
  const change = useChange(settings);
  const id = useId();
  return (
    <section className={styles.section}>
      <Collapsible.Root open={isOpen} onOpenChange={(open) => openSection(title, open)}>
        <div className={styles.head}>
          <ChangedMark name={`all of ${title}`} {...change} />
          <h2 className={styles.heading}>
            <Collapsible.Trigger
              className={styles.trigger}
              aria-labelledby={`${id}-title`}
              aria-describedby={`${id}-summary`}
            >
              <span className={styles.chevron}>
                <Icon name="chevron" />
              </span>
              <span id={`${id}-title`} className={styles.title}>
                {title}
              </span>
              <span id={`${id}-summary`} className={styles.summary} title={summary}>
                {isOpen ? "" : summary}
              </span>
            </Collapsible.Trigger>
          </h2>
        </div>
        {alerts}
        <Collapsible.Panel className={styles.content}>{children}</Collapsible.Panel>
      </Collapsible.Root>
    </section>
  );
}

import type { ReactNode } from "react";
import styles from "./Section.module.css";

export interface SectionProps {
  readonly title: string;
  /** Content at the right end of the title line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled section of a side page. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

import styles from "./ColourLegend.module.css";

/** What the colours of a drawing stand for. */
export function ColourLegend({
  entries,
}: {
  entries: readonly { readonly title: string; readonly colour: string }[];
}) {
  return (
    <ul className={styles.legend}>
      {entries.map(({ title, colour }) => (
        <li key={title} className={styles.entry}>
          <span className={styles.swatch} style={{ background: colour }} />
          {title}
        </li>
      ))}
    </ul>
  );
}

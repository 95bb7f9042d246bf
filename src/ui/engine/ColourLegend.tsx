import styles from "./ColourLegend.module.css";

/** Legend of the colours in a drawing. */
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

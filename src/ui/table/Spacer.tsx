export interface SpacerProps {
  /** Rows that are not drawn here. */
  readonly rows: number;
  /** Height of one, px. */
  readonly rowHeight: number;
  readonly columns: number;
}

/** Takes the place of rows that are out of sight. */
export function Spacer({ rows, rowHeight, columns }: SpacerProps) {
  if (rows === 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus
    <tr aria-hidden="true" style={{ height: `${rows * rowHeight}px` }}>
      <td colSpan={columns} />
    </tr>
  );
}

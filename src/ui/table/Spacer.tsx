export interface SpacerProps {
  /** Number of rows that are not drawn here. */
  readonly rows: number;
  /** Height of a row, px. */
  readonly rowHeight: number;
  readonly columns: number;
}

/** Takes the place of rows outside the visible area. */
export function Spacer({ rows, rowHeight, columns }: SpacerProps) {
  if (rows === 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus
    <tr aria-hidden="true" style={{ height: `${rows * rowHeight}px` }}>
      <td colSpan={columns} />
    </tr>
  );
}

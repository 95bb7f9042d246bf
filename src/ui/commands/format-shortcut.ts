/** A key as labelled on the keyboard. */
export function formatShortcut(shortcut: string): string {
  return shortcut.length === 1 ? shortcut.toUpperCase() : shortcut;
}

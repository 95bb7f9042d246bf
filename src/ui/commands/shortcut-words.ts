/** A key as a person reads it on the keyboard. */
export function shortcutWords(shortcut: string): string {
  return shortcut.length === 1 ? shortcut.toUpperCase() : shortcut;
}

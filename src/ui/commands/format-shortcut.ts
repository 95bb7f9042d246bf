/** A key as labelled on the keyboard. */
export function formatShortcut(shortcut: string): string {
  return formatKeys(shortcut).join("+");
}

/** The keys of a shortcut, each as labelled on the keyboard. */
export function formatKeys(shortcut: string): readonly string[] {
  return shortcut.split(/(?<=.)\+/).map((key) => (key.length === 1 ? key.toUpperCase() : key));
}

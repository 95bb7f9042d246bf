import { useEffect } from "react";
import { runShortcut } from "../../state/commands.ts";
import { useShortcutSetting } from "./shortcut-setting.ts";

/** Elements that use letters themselves: for typing, or for choosing from a list by first letter. */
const TAKES_KEYS =
  "input:not([type=range]), textarea, select, [contenteditable], [role=listbox], [role=combobox], [role=dialog]";

const DIALOG = "[role=dialog]";

/** Whether the focused element uses the key itself: typing, undo of typing, or a dialog. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  // Nothing that is typed needs Ctrl+K.
  return target.closest(key === "Ctrl+k" ? DIALOG : TAKES_KEYS) !== null;
}

/**
 * Runs commands by their keys, wherever the focus is, except in elements that use the key themselves. Single
 * keys can be switched off; keys with Ctrl (Command on a Mac) always work.
 */
export function useShortcuts(): void {
  const on = useShortcutSetting((setting) => setting.on);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // Many keyboards have brackets behind AltGr, which some systems report as Ctrl and Alt.
      const isAltGraph = event.getModifierState("AltGraph");
      if (event.defaultPrevented || event.repeat || (event.altKey && !isAltGraph)) return;
      const isHeld = (event.ctrlKey || event.metaKey) && !isAltGraph;
      if (!isHeld && !on) return;
      const key = `${isHeld ? "Ctrl+" : ""}${event.key.toLowerCase()}`;
      if (isTaken(event.target, key)) return;
      if (runShortcut(key)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [on]);
}

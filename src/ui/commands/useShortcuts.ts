import { useEffect } from "react";
import { runShortcut } from "../../state/commands.ts";
import { useShortcutSetting } from "./shortcut-setting.ts";

/** Elements that use letters themselves: for typing, or for choosing from a list by first letter. */
const TAKES_KEYS =
  "input:not([type=range]), textarea, select, [contenteditable], [role=listbox], [role=combobox], [role=dialog]";

/** Elements in which typing is undone by the same keys as edits; not number boxes in which nothing is typed. */
const TAKES_TYPING =
  "input:not([type=range], [type=checkbox], [type=radio], [data-idle]), textarea, [contenteditable], [role=dialog]";

const DIALOG = "[role=dialog]";

/** Elements that use the key themselves: for typing, for undoing what was typed, or dialogs. */
function takersOf(key: string): string {
  // Nothing that is typed needs Ctrl+K.
  if (key === "Ctrl+k") return DIALOG;
  return key.startsWith("Ctrl+") ? TAKES_TYPING : TAKES_KEYS;
}

/** Whether the focused element uses the key itself. */
function isTaken(target: EventTarget | null, key: string): boolean {
  return target instanceof Element && target.closest(takersOf(key)) !== null;
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
      // Without Ctrl, Shift is part of the key: `?` on many keyboards.
      const held = isHeld ? (event.shiftKey ? "Ctrl+Shift+" : "Ctrl+") : "";
      const key = `${held}${event.key.toLowerCase()}`;
      if (isTaken(event.target, key)) return;
      if (runShortcut(key)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [on]);
}

import { useEffect } from "react";
import { runShortcut } from "../../state/commands.ts";
import { useShortcutSetting } from "./shortcut-setting.ts";

/** Elements that use letters themselves: for typing, or for choosing from a list by first letter. */
const TAKES_KEYS =
  "input:not([type=range]), textarea, select, [contenteditable], [role=listbox], [role=combobox], [role=dialog]";

/** Runs commands by their keys, wherever the focus is, except in elements that use letters themselves. */
export function useShortcuts(): void {
  const on = useShortcutSetting((setting) => setting.on);
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TAKES_KEYS)) return;
      if (runShortcut(event.key.toLowerCase())) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [on]);
}

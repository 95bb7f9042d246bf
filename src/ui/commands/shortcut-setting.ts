import { create } from "zustand";

const KEY = "direction-lab.shortcuts";
const OFF = "off";

/** Whether single keys run commands. Speech input or a tremor can press them by accident. */
export const useShortcutSetting = create<{ readonly on: boolean }>(() => ({
  on: localStorage.getItem(KEY) !== OFF,
}));

/** Turns single-key shortcuts on or off and stores the choice. */
export function setShortcuts(on: boolean): void {
  localStorage.setItem(KEY, on ? "on" : OFF);
  useShortcutSetting.setState({ on });
}

import { chooseTheme, useViewStore } from "../../state/view.ts";
import { Segmented } from "../controls/Segmented.tsx";

const THEMES = [
  { value: "system", label: "System", icon: "system" },
  { value: "light", label: "Light", icon: "sun" },
  { value: "dark", label: "Dark", icon: "moon" },
] as const;

/** Light, dark, or as the machine has it. */
export function ThemeSwitch() {
  const theme = useViewStore((view) => view.theme);
  return <Segmented label="Theme" value={theme} onChange={chooseTheme} options={THEMES} />;
}

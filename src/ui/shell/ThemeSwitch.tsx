import { chooseTheme, useViewStore } from "../../state/view.ts";
import { Segmented } from "../controls/Segmented.tsx";

const THEMES = [
  { value: "system", label: "Auto" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

/** Light, dark, or the system setting. */
export function ThemeSwitch() {
  const theme = useViewStore((view) => view.theme);
  return <Segmented label="Theme" labelHidden value={theme} onChange={chooseTheme} options={THEMES} />;
}

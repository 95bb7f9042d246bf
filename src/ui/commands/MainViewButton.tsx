import { useEffect, useLayoutEffect, useRef } from "react";
import type { Command } from "../../state/commands.ts";
import type { IconName } from "../controls/Icon.tsx";
import { CommandButton } from "./CommandButton.tsx";

/** Whether the button that has just gone with its view had the focus. */
let tookFocusAway = false;

export interface MainViewButtonProps {
  readonly command: Command;
  readonly icon: IconName;
  /** Whether the view that the command opens is the one in sight. */
  readonly pressed: boolean;
}

/** Opens a view of the middle and closes it again. Each view has its own, and the focus goes from one to the other. */
export function MainViewButton({ command, icon, pressed }: MainViewButtonProps) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const own = place.current;
    return () => {
      tookFocusAway = own?.contains(document.activeElement) ?? false;
    };
  }, []);
  useEffect(() => {
    if (tookFocusAway) place.current?.querySelector("button")?.focus();
    tookFocusAway = false;
  }, []);
  return (
    <span ref={place}>
      <CommandButton command={command} icon={icon} look="quiet" pressed={pressed} />
    </span>
  );
}

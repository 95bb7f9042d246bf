import { useEffect } from "react";
import { useViewStore } from "../../state/view.ts";

const REDUCED_MOTION = "(prefers-reduced-motion: reduce)";

/** Whether the settings of a step begin in the upper half of the window, as beside the view. */
function isInSight(panel: Element): boolean {
  const { top } = panel.getBoundingClientRect();
  return top >= 0 && top < innerHeight / 2;
}

/** The settings of the open step. */
function openPanel(): HTMLElement | null {
  const tab = document.querySelector("header [role=tab][aria-selected=true]");
  return document.getElementById(tab?.getAttribute("aria-controls") ?? "");
}

function reveal(): void {
  const panel = openPanel();
  if (!panel || isInSight(panel)) return;
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "start", behavior: matchMedia(REDUCED_MOTION).matches ? "auto" : "smooth" });
}

/**
 * Scrolls to the settings of a step when it is opened, and focuses them, unless they are in sight: in a narrow
 * window they lie below the view.
 */
export function useRevealedStep(): void {
  const stepsOpened = useViewStore((view) => view.stepsOpened);
  useEffect(() => {
    if (stepsOpened === 0) return;
    // The settings take the place of those of another step one frame later.
    const frame = requestAnimationFrame(reveal);
    return () => cancelAnimationFrame(frame);
  }, [stepsOpened]);
}

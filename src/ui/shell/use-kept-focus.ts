import { useEffect } from "react";

/** Marks a part of the page that hands the focus on when what held it goes away. */
export const KEEPS_FOCUS = { "data-keeps-focus": "" };

/** Where the focus goes: the chosen image, or the first button where there is no image. */
function heir(): HTMLElement | null {
  const list = document.querySelector("[data-image-list]");
  if (list) return list.querySelector<HTMLElement>("[data-image] button[aria-pressed=true]");
  return document.querySelector<HTMLElement>("[data-keeps-focus] button:not([disabled])");
}

/**
 * Hands the focus on when the button that held it goes away, with the welcome after images were loaded or with a
 * line that was put away: on the body, the keyboard would begin at the top of the page again.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof Element && target.closest("[data-keeps-focus]") ? target : null;
    };
    // Who clicks on an empty place means to leave; a button that was only dimmed or taken away was not left.
    const leave = ({ target }: PointerEvent) => {
      if (target instanceof Element && !target.closest("button, input, a, [tabindex]")) last = null;
    };
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const next = heir();
      if (!next) return;
      last = null;
      next.focus();
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", remember);
    document.addEventListener("pointerdown", leave);
    return () => {
      observer.disconnect();
      document.removeEventListener("focusin", remember);
      document.removeEventListener("pointerdown", leave);
    };
  }, []);
}

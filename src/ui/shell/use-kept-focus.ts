import { useEffect } from "react";

/** Marks a part of the page that passes the focus on when its focused element is removed. */
export const KEEPS_FOCUS = { "data-keeps-focus": "" };

/** Target of the focus: the selected image, or the first button without images. */
function nextFocus(): HTMLElement | null {
  const list = document.querySelector("[data-image-list]");
  if (list) return list.querySelector<HTMLElement>("[data-image] button[aria-pressed=true]");
  return document.querySelector<HTMLElement>("[data-keeps-focus] button:not([disabled])");
}

/**
 * Passes the focus on when the focused button is removed, with the welcome page after an import or with a
 * dismissed line: with the focus on the body, the keyboard would start again at the top of the page.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof Element && target.closest("[data-keeps-focus]") ? target : null;
    };
    // A click on an empty area is meant to leave; a button that was disabled or removed was not left.
    const leave = ({ target }: PointerEvent) => {
      if (target instanceof Element && !target.closest("button, input, a, [tabindex]")) last = null;
    };
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const next = nextFocus();
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

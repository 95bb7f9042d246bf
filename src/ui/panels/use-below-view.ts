import { type RefObject, useEffect, useState } from "react";

/**
 * Whether an element lies below the visible part of a scrolled container.
 *
 * @param isThere whether the element is rendered; it is looked for again when this changes
 */
export function useBelowView(
  container: RefObject<HTMLElement | null>,
  element: RefObject<HTMLElement | null>,
  isThere: boolean,
): boolean {
  const [isBelow, setBelow] = useState(false);
  useEffect(() => {
    if (!isThere || !container.current || !element.current) {
      setBelow(false);
      return;
    }
    const observer = new IntersectionObserver(
      ([{ isIntersecting, boundingClientRect, rootBounds }]) =>
        setBelow(!isIntersecting && boundingClientRect.top >= (rootBounds?.bottom ?? 0)),
      { root: container.current },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [container, element, isThere]);
  return isBelow;
}

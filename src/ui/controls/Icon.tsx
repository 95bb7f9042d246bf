/** Strokes on a 16 px grid, drawn in the colour of the surrounding text. */
const PATHS = {
  play: "M5 3.2v9.6l7.6-4.8z",
  pause: "M5.2 3.5v9M10.8 3.5v9",
  step: "M3.8 3.6v8.8L10 8zM12.4 3.5v9",
  stop: "M4 4h8v8H4z",
  keyboard: "M1.8 4.2h12.4v7.6H1.8zM4.4 6.8h.01M6.8 6.8h.01M9.2 6.8h.01M11.6 6.8h.01M5.2 9.4h5.6",
  add: "M8 3.4v9.2M3.4 8h9.2",
  close: "M4 4l8 8M12 4l-8 8",
  remove: "M3 4.6h10M6.4 4.4V2.8h3.2v1.6M4.4 4.8l.6 8.4h6l.6-8.4",
  undo: "M5.6 3.4L2.6 6.4l3 3M2.8 6.4h6.4a3.6 3.6 0 0 1 0 7.2H6.4",
  download: "M8 2.4v7.4M4.8 6.9L8 10l3.2-3.1M3 13.4h10",
  upload: "M8 10V2.6M4.8 5.6L8 2.5l3.2 3.1M3 13.4h10",
  folder: "M1.8 12.8V3.6h4.4l1.4 1.8h6.6v7.4z",
  file: "M4 1.8h5.2L12.2 5v9.2H4zM9 2v3.2h3",
  dice: "M2.6 2.6h10.8v10.8H2.6zM5.6 5.6h.01M10.4 5.6h.01M8 8h.01M5.6 10.4h.01M10.4 10.4h.01",
  chevron: "M4.4 6.4L8 10l3.6-3.6",
  side: "M2 3h12v10H2zM6.4 3v10",
  more: "M3.4 8h.01M8 8h.01M12.6 8h.01",
  chevronUp: "M4.4 9.6L8 6l3.6 3.6",
  check: "M3.4 8.4l3.2 3.2 6-7",
  engine:
    "M4.2 4.2h7.6v7.6H4.2zM6.6 6.6h2.8v2.8H6.6zM6.2 4V1.8M9.8 4V1.8M6.2 14.2V12M9.8 14.2V12M4 6.2H1.8M4 9.8H1.8M14.2 6.2H12M14.2 9.8H12",
  compare: "M2.2 3h4.6v4.6H2.2zM9.2 3h4.6v4.6H9.2zM2.2 12h4.6M9.2 12h4.6",
  table: "M1.8 3.2h12.4v9.6H1.8zM1.8 6.4h12.4M1.8 9.6h12.4M6 6.4v6.4",
  link: "M6.6 9.4l2.8-2.8M7.4 4.8l1.2-1.2a2.6 2.6 0 0 1 3.8 3.8l-1.2 1.2M8.6 11.2l-1.2 1.2a2.6 2.6 0 0 1-3.8-3.8l1.2-1.2",
  search: "M7 2.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8M10.4 10.4l3.2 3.2",
  warning: "M8 2.4l6.2 11H1.8zM8 6.6v3M8 11.6h.01",
  fields: "M2.4 2.4h4.8v4.8H2.4zM8.8 2.4h4.8v4.8H8.8zM2.4 8.8h4.8v4.8H2.4zM8.8 8.8h4.8v4.8H8.8z",
  cells:
    "M6.2 2.4c2.4-.6 4 .8 3.8 3S8 9.4 5.8 9 2.2 7 2.6 5.2s2-2.4 3.6-2.8zM11.4 8.2c1.6.2 2.6 1.6 2.2 3.2s-2 2.4-3.8 2-2.4-1.8-2-3 1.8-2.4 3.6-2.2z",
  contrast: "M8 2.4a5.6 5.6 0 1 0 0 11.2a5.6 5.6 0 1 0 0-11.2M8 2.4v11.2M8 5h4.6M8 8h5.5M8 11h4.6",
  previous: "M9.6 4L5.6 8l4 4",
  next: "M6.4 4l4 4-4 4",
  fit: "M2.6 5.6v-3h3M10.4 2.6h3v3M13.4 10.4v3h-3M5.6 13.4h-3v-3M5.4 5.4h5.2v5.2H5.4z",
  layers: "M8 2.2l6 3.2-6 3.2-6-3.2zM2.4 8.4L8 11.4l5.6-3M2.4 11L8 14l5.6-3",
  expand: "M9.6 2.8h3.6v3.6M13 3L9.2 6.8M6.4 13.2H2.8V9.6M3 13l3.8-3.8",
  shrink: "M13 6.8H9.2V3M9.4 6.6l3.8-3.8M3 9.2h3.8V13M6.6 9.4l-3.8 3.8",
  edit: "M3 13l.6-2.8 7-7a1.4 1.4 0 0 1 2 2l-7 7zM9.4 4.4l2 2",
  pin: "M6 2.4h4M6.6 2.6l-.4 4.2-2 2.2h7.6l-2-2.2-.4-4.2M8 9.2v4.6",
  over: "M1.8 8s2.2-4 6.2-4 6.2 4 6.2 4-2.2 4-6.2 4-6.2-4-6.2-4zM8 6.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 1 1 0-3.6",
} as const;

export type IconName = keyof typeof PATHS;

/**
 * A small image beside text; the text conveys the meaning, and the icon is hidden from assistive technology.
 */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

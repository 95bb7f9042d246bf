import { expect, it } from "vitest";
import { formatTime } from "./format-time.ts";

it("formats times of today by the clock, others with their date", () => {
  const now = new Date(2026, 10, 30, 12, 0).getTime();
  expect(formatTime(new Date(2026, 10, 30, 3, 8).getTime(), now)).toBe("03:08");
  expect(formatTime(new Date(2026, 10, 29, 23, 59).getTime(), now)).toBe("29 Nov 23:59");
  expect(formatTime(new Date(2026, 10, 30, 3, 8, 59).getTime(), now, true)).toBe("03:08:59");
  expect(formatTime(new Date(2025, 10, 30, 3, 8).getTime(), now)).toContain("03:08");
});

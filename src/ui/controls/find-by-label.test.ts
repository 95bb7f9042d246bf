import { expect, test } from "vitest";
import type { Command } from "../../state/commands.ts";
import { findByLabel } from "./find-by-label.ts";

const command = (label: string): Command => ({
  id: label,
  label,
  shortcut: null,
  whyNot: () => null,
  run: () => {},
});

const COMMANDS = ["Train", "Stop and restore", "Restore", "Engine"].map(command);
const labels = (search: string) => findByLabel(COMMANDS, search).map(({ label }) => label);

test("an empty search finds every command in its order", () => {
  expect(labels("  ")).toEqual(["Train", "Stop and restore", "Restore", "Engine"]);
});

test("labels that start with the search come before those with a word that does", () => {
  expect(labels("RESTORE")).toEqual(["Restore", "Stop and restore"]);
});

test("a part of a word is found last, and nothing is found by other letters", () => {
  expect(labels("in")).toEqual(["Train", "Engine"]);
  expect(labels("xyz")).toEqual([]);
});

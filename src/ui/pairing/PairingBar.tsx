import { SearchField } from "../controls/SearchField.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { ViewTools } from "../controls/ViewTools.tsx";
import bar from "../controls/view-bar.module.css";
import type { RowFilter } from "./arrange-rows.ts";

const TITLES: Readonly<Record<RowFilter, string>> = {
  all: "All",
  good: "Good",
  noted: "Noted",
  unpaired: "Unpaired",
  refused: "Refused",
  excluded: "Excluded",
};
const FILTERS = Object.keys(TITLES) as RowFilter[];

export interface PairingBarProps {
  readonly counts: Readonly<Record<RowFilter, number>>;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/** Filter and search of the rows. */
export function PairingBar({ counts, filter, onFilter, search, onSearch }: PairingBarProps) {
  const options = FILTERS.map((value) => ({
    value,
    label: `${TITLES[value]} ${counts[value].toLocaleString("en-GB")}`,
    disabled: counts[value] === 0 && value !== "all" && value !== filter,
  }));
  return (
    <ViewTools>
      <div className={bar.bar}>
        <h2 className="visually-hidden">Pairing</h2>
        <Segmented label="Rows to show" labelHidden value={filter} onChange={onFilter} options={options} />
        <SearchField label="Search names" value={search} onChange={onSearch} />
      </div>
    </ViewTools>
  );
}

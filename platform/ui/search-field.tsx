import { useEffect, useState } from 'react';
import { searchCharsMax, searchCharsMin } from '../kit/search-limits.ts';
import { TextField } from './text-field.tsx';

/** Between two letters of somebody who types, so that not each of them is searched for. */
const typingMs = 250;

/** What is typed, and a moment later what is to be searched for: nothing, as long as it is too little to search by. */
export function useSearch() {
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState('');
  const wish = text.split(/\s+/).some((word) => [...word].length >= searchCharsMin) ? text.trim() : '';
  useEffect(() => {
    const timer = setTimeout(() => setWanted(wish), wish === '' ? 0 : typingMs);
    return () => clearTimeout(timer);
  }, [wish]);
  return { text, setText, wanted };
}
export type Search = ReturnType<typeof useSearch>;

interface SearchFieldProps {
  label: string;
  search: Search;
  className?: string;
  testId?: string;
}

export function SearchField({ label, search, className, testId }: SearchFieldProps) {
  return (
    <TextField
      label={label}
      bare
      type="search"
      dir="auto"
      placeholder={label}
      maxLength={searchCharsMax}
      className={className}
      value={search.text}
      data-testid={testId}
      onChange={(event) => search.setText(event.target.value)}
    />
  );
}

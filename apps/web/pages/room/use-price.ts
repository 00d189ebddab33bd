import { useRef, useState } from 'react';

/** The server's word on a price counts until this page hears something new. `what` is what is bought. */
export function usePrice(what: string, heardMinor: number) {
  const [word, setWord] = useState({ what: '', heardMinor, totalMinor: heardMinor });
  const asked = useRef({ what, heardMinor });
  const holds = word.what === what && word.heardMinor === heardMinor;
  return {
    totalMinor: holds ? word.totalMinor : heardMinor,
    agreed: () => {
      asked.current = { what, heardMinor };
    },
    told: (totalMinor: number) => setWord({ ...asked.current, totalMinor }),
  };
}

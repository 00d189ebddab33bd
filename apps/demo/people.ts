export type Language = 'en' | 'zh' | 'ko';

export interface Somebody {
  readonly name: string;
  readonly language: Language;
  readonly address: {
    readonly name: string;
    readonly line1: string;
    readonly postcode: string;
    readonly city: string;
    readonly country: string;
  };
}

/** The demo's audience. The addresses are of nobody. */
export const people: readonly Somebody[] = [
  somebody('Vera', 'en', 'Vera Voss', 'Lindenweg 4', '10115', 'Berlin'),
  somebody('Wen', 'zh', 'Wen Li', 'Am Speicher 12', '20457', 'Hamburg'),
  somebody('Viktor', 'en', 'Viktor Hahn', 'Obere Gasse 3', '96049', 'Bamberg'),
  somebody('지우', 'ko', 'Jiwoo Kim', 'Parkstraße 27', '60322', 'Frankfurt'),
  somebody('小雨', 'zh', 'Xiaoyu Chen', 'Rosenstraße 8', '80331', 'München'),
  somebody('Ada', 'en', 'Ada Brook', 'Hafenstraße 19', '28217', 'Bremen'),
  somebody('민준', 'ko', 'Minjun Park', 'Kirchplatz 5', '01067', 'Dresden'),
  somebody('阿泽', 'zh', 'Ze Wang', 'Gartenweg 31', '50667', 'Köln'),
];

function somebody(...[name, language, ...rest]: [string, Language, string, string, string, string]): Somebody {
  const [fullName, line1, postcode, city] = rest;
  return { name, language, address: { name: fullName, line1, postcode, city, country: 'DE' } };
}

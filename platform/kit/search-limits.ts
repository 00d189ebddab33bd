/** Characters of what is searched for. */
export const searchCharsMax = 60;
/** Of at least one word: a single letter is in nearly everything. Two say much in Chinese and Korean. */
export const searchCharsMin = 2;

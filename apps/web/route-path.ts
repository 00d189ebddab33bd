/** Whether an address is one of a path's: `:name` stands for any part, `:name?` for one or none, as in the router. */
export function isAt(path: string, address: string): boolean {
  const wanted = partsOf(path);
  const parts = partsOf(address);
  const fewest = wanted.filter((part) => !part.endsWith('?')).length;
  if (parts.length < fewest || parts.length > wanted.length) return false;
  return parts.every((part, at) => wanted[at]!.startsWith(':') || wanted[at]!.toLowerCase() === part.toLowerCase());
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

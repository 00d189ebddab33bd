import { createServer } from 'node:http';
import { endWithParent } from '../parent-watch.ts';

/** Stands in for the server or the media process in tests of the life cycle: it answers 200 and ends when told. */
export function startDouble(port: number): void {
  const server = createServer((_request, response) => response.writeHead(200).end());
  server.listen(port, '127.0.0.1');
  endWithParent(async () => {
    server.close();
    server.closeAllConnections();
  });
}

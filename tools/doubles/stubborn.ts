import { createServer } from 'node:http';

// A server that does not listen to anybody who wants it to end.
createServer((_request, response) => response.writeHead(200).end()).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {});

// For a container: whether the process in it can work. The server says so on its port; where none listens, it is media.
const urls = [
  `http://127.0.0.1:${process.env.PORT || 3000}/readyz`,
  `http://127.0.0.1:${process.env.MEDIA_PORT || 3001}/healthz`,
];
const answers = await Promise.all(urls.map((url) => fetch(url).catch(() => null)));
const found = answers.find((answer) => answer !== null);
process.exit(found?.ok ? 0 : 1);

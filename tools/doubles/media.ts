import { startDouble } from './double.ts';

startDouble(Number(process.env.MEDIA_PORT));

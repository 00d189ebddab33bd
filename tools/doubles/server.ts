import { startDouble } from './double.ts';

startDouble(Number(process.env.PORT));

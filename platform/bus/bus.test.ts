import { describe } from 'vitest';
import { busContract } from './bus-contract.ts';
import { createMemoryBus, createMemoryWire, type MemoryBus } from './memory-bus.ts';

describe('the bus in memory', () => {
  busContract(async () => {
    const wire = createMemoryWire();
    const buses: MemoryBus[] = [];
    const setCut = async (says: boolean) => {
      for (const bus of buses) bus.cut.says = says;
    };
    return {
      async open() {
        const bus = createMemoryBus(wire);
        buses.push(bus);
        return bus;
      },
      cut: () => setCut(true),
      heal: () => setCut(false),
      close: async () => {},
    };
  });
});

import { createSocket } from 'node:dgram';
import { hostname, networkInterfaces } from 'node:os';
import { chooseLanAddress, type MachineAddress, namesOfMachine } from './machine-names.ts';

/** Never written to: an address of documentation, which tells which of ours the way to the outside begins at. */
const outside = '198.51.100.1';

/** The address at which phones in the same network reach this machine. */
export async function lanAddress(): Promise<string | undefined> {
  return chooseLanAddress(machineAddresses(), await routedAddress());
}

/** Every name and address under which people of the local network may come, for the certificate. */
export function lanNames(address: string): string[] {
  return namesOfMachine(address, machineAddresses(), hostname());
}

export function isEveryAddress(host: string): boolean {
  return ['0.0.0.0', '::'].includes(host);
}

export function hasIpv6(): boolean {
  return machineAddresses().some(({ family }) => family === 'IPv6');
}

function machineAddresses(): MachineAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, all]) => (all ?? []).map((one) => ({ ...one, name })));
}

/** Connecting a datagram socket sends nothing; it only looks the way up. */
function routedAddress(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const end = (address?: string) => {
      socket.close();
      resolve(address);
    };
    socket.on('error', () => end());
    socket.connect(9, outside, () => end(socket.address().address));
  });
}

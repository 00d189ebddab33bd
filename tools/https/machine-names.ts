import { isIP } from 'node:net';

export interface MachineAddress {
  /** The network card's. */
  readonly name: string;
  readonly address: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly internal: boolean;
}

/** Cards that lead to containers, virtual machines or tunnels: no phone is behind them. */
const virtualCard = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|podman|lxc|tun|tap|utun|wg|tailscale|zt)/;
const privateIpv4 = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/** The card with the way to the outside is the one in the room's network, unless it is a tunnel. */
export function chooseLanAddress(all: readonly MachineAddress[], routed?: string): string | undefined {
  const outer = all.filter(({ family, internal }) => family === 'IPv4' && !internal);
  const real = outer.filter(({ name }) => !virtualCard.test(name));
  const chosen =
    real.find(({ address }) => address === routed) ??
    real.find(({ address }) => privateIpv4.test(address)) ??
    real[0] ??
    outer.find(({ address }) => address === routed);
  return chosen?.address;
}

/** What stands in the certificate: this machine by every name that somebody beside it may type. */
export function namesOfMachine(address: string, all: readonly MachineAddress[], hostname: string): string[] {
  const outer = all.filter(({ family, internal }) => family === 'IPv4' && !internal).map((one) => one.address);
  const label = hostname.split('.')[0]?.toLowerCase() ?? '';
  const named = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label) ? [label, `${label}.local`] : [];
  return [...new Set([address, ...outer, ...named, 'localhost', '127.0.0.1', '::1'])];
}

export function isAddress(name: string): boolean {
  return isIP(name) !== 0;
}

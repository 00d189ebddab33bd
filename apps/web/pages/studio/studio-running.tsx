import { useWide } from '../../../../platform/ui/use-wide.ts';
import { RunningLaptop } from './running-laptop.tsx';
import { RunningPhone } from './running-phone.tsx';
import type { RunningProps } from './running-props.ts';

/** On the air. A laptop shows everything at once; a phone is the host's own picture with the acts over it. */
export function StudioRunning(props: RunningProps) {
  return useWide() ? <RunningLaptop {...props} /> : <RunningPhone {...props} />;
}

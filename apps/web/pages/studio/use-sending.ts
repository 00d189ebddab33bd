import { useEffect, useState } from 'react';
import type { RoomState } from '../../../../features/rooms/protocol.ts';
import { studioApi } from '../../../../features/rooms/web/studio-api.ts';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { toast } from '../../../../platform/ui/toast.tsx';
import { useAct } from '../../../../platform/ui/use-act.ts';
import { useCamera } from './use-camera.ts';
import { usePublisher, wasSending } from './use-publisher.ts';

/** The host's camera and its way to the viewers, following what the show is. */
export function useSending(roomId: string, state: RoomState, host: boolean) {
  const [resuming] = useState(() => wasSending(roomId));
  const camera = useCamera(host && (state === 'scheduled' || (state === 'live' && resuming)));
  const capture = camera.state.kind === 'on' ? camera.state.capture : null;
  const onAir = usePublisher(roomId, capture);
  const goLive = useAct((id, room: string) => studioApi.goLive(id, room), {
    onDone: onAir.start,
    onError: (error) => toast(refusalText(error), 'bad'),
  });

  const { start, stop, state: sending } = onAir;
  // A page that was sending before it was reloaded goes on by itself.
  useEffect(() => {
    if (state === 'live' && resuming && capture !== null && sending === 'idle') start();
  }, [state, resuming, capture, sending, start]);
  // Whoever ended the show, from whichever device: this camera must not go on sending.
  useEffect(() => {
    if (state === 'ended') stop('goodbye');
  }, [state, stop]);
  return { camera, onAir, goLive };
}

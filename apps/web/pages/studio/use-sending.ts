import { useCallback, useEffect, useState } from 'react';
import type { RoomState } from '../../../../features/rooms/protocol.ts';
import { studioApi } from '../../../../features/rooms/web/studio-api.ts';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { toast } from '../../../../platform/ui/toast.tsx';
import { useAct } from '../../../../platform/ui/use-act.ts';
import { useCamera } from './use-camera.ts';
import { usePublisher, wasSending } from './use-publisher.ts';

/** The host's camera and its way to the viewers, following what the show is. */
export function useSending(roomId: string, state: RoomState, host: boolean) {
  // A page that was sending before it was reloaded goes on by itself; another one only when it is told to.
  const [wanted, setWanted] = useState(() => wasSending(roomId));
  const camera = useCamera(host && (state === 'scheduled' || (state === 'live' && wanted)));
  const capture = camera.state.kind === 'on' ? camera.state.capture : null;
  const onAir = usePublisher(roomId, capture);
  const goLive = useAct((id, room: string) => studioApi.goLive(id, room), {
    onDone: onAir.start,
    onError: (error) => toast(refusalText(error), 'bad'),
  });

  const { start, stop, state: sending } = onAir;
  useEffect(() => {
    if (state === 'live' && wanted && capture !== null && sending === 'idle') start();
  }, [state, wanted, capture, sending, start]);
  // Whoever ended the show, from whichever device: this camera must not go on sending.
  useEffect(() => {
    if (state === 'ended') stop('goodbye');
  }, [state, stop]);
  const sendHere = useCallback(() => setWanted(true), []);
  /** The show is on the air from elsewhere, or from nowhere: this page only watches. */
  const watching = !host || (state === 'live' && !wanted && camera.state.kind === 'off');
  return { camera, onAir, goLive, watching, sendHere: host ? sendHere : null };
}

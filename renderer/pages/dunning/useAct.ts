import { useState } from 'react';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';

/** The id of one intended action, renewed when it is done, and the lists that then show something else. */
export function useAct() {
  const [requestId, setRequestId] = useState(() => RequestId.parse(newRequestId()));
  const done = () => {
    setRequestId(RequestId.parse(newRequestId()));
    queryClient.invalidateQueries({ queryKey: trpc.dunning.pathKey() });
    queryClient.invalidateQueries({ queryKey: trpc.suspension.pathKey() });
    queryClient.invalidateQueries({ queryKey: trpc.messages.pathKey() });
  };
  return { requestId, done };
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, type Inputs, newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { toBase64 } from '../../ui/file-base64.ts';
import { saveFile } from '../../ui/usePrintPreview.ts';

export type Preview = Outputs['import']['preview'];
export type Mapping = Preview['mapping'];
type File64 = Pick<Inputs['import']['preview'], 'fileName' | 'base64'>;

/** As much as the station takes in one request. */
const MOST_BYTES = 8 * 1024 * 1024;

/** One file on its way in: chosen, looked at, corrected, taken in. */
export function useImport() {
  const { lang } = usePreferences();
  const queries = useQueryClient();
  const [file, setFile] = useState<File64>();
  const [isTooLarge, setTooLarge] = useState(false);
  const [requestId, setRequestId] = useState(newRequestId);
  const preview = useMutation(trpc.import.preview.mutationOptions());
  const run = useMutation(trpc.import.run.mutationOptions({ onSuccess: () => queries.invalidateQueries() }));
  const template = useMutation({ mutationFn: () => client.import.template.query({ lang }), onSuccess: saveFile });

  return {
    file,
    preview,
    run,
    template,
    isTooLarge,
    async choose(chosen: File) {
      preview.reset();
      run.reset();
      setFile(undefined);
      setRequestId(newRequestId());
      setTooLarge(chosen.size > MOST_BYTES);
      if (chosen.size > MOST_BYTES) return;
      const next = { fileName: chosen.name, base64: await toBase64(chosen) };
      setFile(next);
      preview.mutate(next);
    },
    /** Looks at the file again with a column corrected. */
    remap(mapping: Mapping) {
      if (file) preview.mutate({ ...file, mapping });
    },
    take() {
      if (file && preview.data) run.mutate({ ...file, mapping: preview.data.mapping, requestId: requestId as never });
    },
    startOver() {
      preview.reset();
      run.reset();
      setFile(undefined);
      setTooLarge(false);
      setRequestId(newRequestId());
    },
  };
}

export type ImportState = ReturnType<typeof useImport>;

import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DocumentRequest } from '../../main/reports/documents.schema.ts';
import { newRequestId, type Outputs, trpc } from '../app/api.ts';
import { usePreferences } from '../app/preferences.ts';

/** A document without its language: the interface's own is used. */
export type PrintableDocument = Omit<DocumentRequest, 'lang'>;

/**
 * One open preview. Issuing counts a copy where copies are counted, so each intended print or file carries its own
 * request id, which is kept while it fails and renewed when it is done.
 */
export function usePrintPreview(document: PrintableDocument) {
  const { lang } = usePreferences();
  const request = { ...document, lang };
  const preview = useQuery(trpc.print.preview.queryOptions({ document: request }, { staleTime: 0 }));
  const [issued, setIssued] = useState<{ key: string; page: Outputs['print']['issue'] }>();
  const frame = useRef<HTMLIFrameElement>(null);
  const isDue = useRef(false);
  const requestId = useRef(newRequestId());
  const key = JSON.stringify(request);

  const issue = useMutation(
    trpc.print.issue.mutationOptions({
      onSuccess: (page) => {
        requestId.current = newRequestId();
        isDue.current = true;
        setIssued({ key, page });
      },
    }),
  );
  const pdf = useMutation(
    trpc.print.pdf.mutationOptions({
      onSuccess: (file) => {
        requestId.current = newRequestId();
        saveFile(file);
      },
    }),
  );

  const strip = useMutation(
    trpc.print.strip.mutationOptions({
      onSuccess: () => {
        requestId.current = newRequestId();
      },
    }),
  );

  return {
    preview,
    issue,
    pdf,
    strip,
    frame,
    isBusy: issue.isPending || pdf.isPending || strip.isPending,
    html: issued?.key === key ? issued.page.html : preview.data?.html,
    print() {
      if (!issue.isPending) issue.mutate({ document: request, requestId: requestId.current as never });
    },
    savePdf() {
      if (!pdf.isPending) pdf.mutate({ document: request, requestId: requestId.current as never });
    },
    /** On the receipt printer, by its own commands: no dialogue, and the drawer opens for cash. */
    printStrip() {
      if (!strip.isPending) strip.mutate({ document: request, requestId: requestId.current as never });
    },
    /** The page that was just issued is in the frame: now it goes to the printer. */
    onFrameLoad() {
      if (!isDue.current) return;
      isDue.current = false;
      frame.current?.contentWindow?.focus();
      frame.current?.contentWindow?.print();
    },
  };
}

/** Hands a file made by the station to the browser's download. */
export function saveFile(file: { fileName: string; base64: string; mimeType: string }): void {
  const bytes = Uint8Array.from(atob(file.base64), (char) => char.charCodeAt(0));
  saveBlob(file.fileName, new Blob([bytes], { type: file.mimeType }));
}

/** A file that arrived in parts. */
export function saveParts(fileName: string, parts: readonly Uint8Array<ArrayBuffer>[], mimeType: string): void {
  saveBlob(fileName, new Blob([...parts], { type: mimeType }));
}

export function saveText(fileName: string, text: string, mimeType: string): void {
  saveBlob(fileName, new Blob([text], { type: mimeType }));
}

function saveBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = window.document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Segmented, Skeleton, theme } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperSize } from '../../main/reports/print/paper.ts';
import { trpc } from '../app/api.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { type PrintableDocument, usePrintPreview } from './usePrintPreview.ts';

const SIZE_KEY = 'stationdesk.paper';

/** Opens the preview of a document, from where it is printed or saved. */
export function PrintButton(props: {
  document: PrintableDocument;
  label?: string;
  type?: 'primary' | 'default' | 'link' | 'text';
  size?: 'small' | 'middle' | 'large';
  sizes?: readonly PaperSize[];
  isDisabled?: boolean;
}) {
  const { t } = useTranslation('print');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        type={props.type ?? 'default'}
        {...(props.size && { size: props.size })}
        disabled={props.isDisabled ?? false}
        icon={props.type === 'link' ? null : <PrinterOutlined />}
        onClick={(event) => {
          // In a table row the click must not open the row as well.
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {props.label ?? t('print')}
      </Button>
      {isOpen && (
        <PrintPreview
          document={props.document}
          {...(props.sizes && { sizes: props.sizes })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** The paper as it will come out, with Print (F6) and Save PDF. The chosen paper of a kind is remembered on this computer. */
export function PrintPreview(props: {
  document: PrintableDocument;
  sizes?: readonly PaperSize[];
  onClose: () => void;
}) {
  const { t } = useTranslation('print');
  const [size, setSize] = usePaperSize(props.document.kind, props.sizes);
  return (
    <Modal
      open
      centered
      width={size === 'receipt-80' ? 520 : 960}
      title={t('preview')}
      onCancel={props.onClose}
      footer={null}
      destroyOnHidden
      styles={{ body: { height: 'calc(100vh - 150px)', display: 'flex', flexDirection: 'column', gap: 8 } }}
    >
      {props.sizes && (
        <Segmented
          aria-label={t('size')}
          style={{ alignSelf: 'flex-start' }}
          value={size ?? ''}
          options={props.sizes.map((value) => ({ value, label: t(`sizes.${value}`) }))}
          onChange={(value) => setSize(value as PaperSize)}
        />
      )}
      <PreviewBody
        document={size ? { ...props.document, size } : props.document}
        isStrip={props.sizes?.includes('receipt-80') ?? false}
        onClose={props.onClose}
      />
    </Modal>
  );
}

function usePaperSize(kind: string, sizes: readonly PaperSize[] | undefined) {
  const key = `${SIZE_KEY}.${kind}`;
  const [size, setSize] = useState<PaperSize | undefined>(() => {
    const kept = localStorage.getItem(key);
    return sizes?.find((value) => value === kept) ?? sizes?.[0];
  });
  const choose = (value: PaperSize) => {
    localStorage.setItem(key, value);
    setSize(value);
  };
  return [size, choose] as const;
}

function PreviewBody(props: { document: PrintableDocument; isStrip: boolean; onClose: () => void }) {
  const { t } = useTranslation('print');
  const { token } = theme.useToken();
  const printing = usePrintPreview(props.document);
  const { print } = printing;
  const printer = useQuery(trpc.print.stripPrinter.queryOptions(undefined, { enabled: props.isStrip }));
  const printButton = useRef<HTMLButtonElement>(null);
  const isReady = printing.html !== undefined;
  useEffect(() => {
    if (isReady) printButton.current?.focus();
  }, [isReady]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat) print();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [print]);

  const failure = printing.preview.error ?? printing.issue.error ?? printing.pdf.error ?? printing.strip.error;
  return (
    <>
      {failure && <ErrorNote error={failure} />}
      {printing.html ? (
        <iframe
          ref={printing.frame}
          title={t('preview')}
          srcDoc={printing.html}
          // No script runs in the page; same-origin lets this window call print() on it.
          sandbox="allow-same-origin allow-modals"
          onLoad={printing.onFrameLoad}
          style={{ flex: 1, minHeight: 0, border: `1px solid ${token.colorBorder}`, background: '#fff' }}
        />
      ) : (
        !failure && <Skeleton active paragraph={{ rows: 10 }} />
      )}
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <span role="status" style={{ flex: 1, color: token.colorTextSecondary }}>
          {printing.pdf.data && t('saved', { fileName: printing.pdf.data.fileName })}
          {!printing.pdf.data && printing.issue.isSuccess && t('printed')}
          {printing.strip.data && t('onStrip', printing.strip.data)}
        </span>
        <Button onClick={props.onClose}>{t('close')}</Button>
        <Button onClick={printing.savePdf} loading={printing.pdf.isPending} disabled={!printing.html}>
          {t('savePdf')}
        </Button>
        {props.isStrip && printer.data && (
          <Button
            onClick={printing.printStrip}
            loading={printing.strip.isPending}
            disabled={!printing.html}
            title={printer.data.name}
          >
            {t('toStrip')}
          </Button>
        )}
        <Button
          type="primary"
          ref={printButton}
          icon={<PrinterOutlined />}
          onClick={printing.print}
          loading={printing.issue.isPending}
          disabled={!printing.html}
        >
          {t('print')} F6
        </Button>
      </div>
    </>
  );
}

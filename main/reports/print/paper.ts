/**
 * What goes on paper, before any renderer: layouts turn rows into this, `html.ts` turns this into a printable page,
 * and a browser engine turns that into PDF. Texts are final (already in the reader's language, already formatted).
 */
export type PaperSize = 'A4' | 'A5' | 'receipt-80';
export type PaperLang = 'zh-CN' | 'en';

export interface PaperDocument {
  readonly lang: PaperLang;
  readonly size: PaperSize;
  readonly landscape?: boolean;
  readonly title: string;
  /** Line above the title: the station's name. */
  readonly station: string;
  /** Line below the title: number, period, copy mark. */
  readonly subtitle?: string;
  /** Large mark across the head, e.g. 补打 / 作废. */
  readonly mark?: string;
  readonly blocks: readonly PaperBlock[];
  /** "printed by … at …", address, phone. */
  readonly foot: readonly string[];
  /** Name offered when saved, without extension. */
  readonly fileName: string;
}

export type PaperBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align?: 'start' | 'center' | 'end';
      readonly isSmall?: boolean;
    }
  | {
      readonly kind: 'fields';
      readonly columns: 1 | 2 | 3;
      readonly items: readonly { readonly label: string; readonly value: string }[];
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly PaperColumn[];
      readonly rows: readonly (readonly string[])[];
      readonly totals?: readonly string[];
      /** Lines as high as a hand writes. */
      readonly isWrittenOn?: boolean;
    }
  | { readonly kind: 'amount'; readonly label: string; readonly amount: string; readonly capitals?: string }
  | {
      readonly kind: 'bars';
      readonly label: string;
      readonly unit: string;
      readonly bars: readonly { readonly label: string; readonly value: number; readonly text: string }[];
    }
  | { readonly kind: 'image'; readonly dataUrl: string; readonly caption: string }
  | { readonly kind: 'signatures'; readonly labels: readonly string[] }
  /** A new sheet with a head of its own, for papers of many households in one file. */
  | { readonly kind: 'sheet'; readonly station: string; readonly title: string };

export interface PaperColumn {
  readonly title: string;
  readonly align?: 'start' | 'center' | 'end';
  /** Share of the width, in percent. */
  readonly width?: number;
}

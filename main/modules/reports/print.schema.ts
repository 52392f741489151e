import { z } from 'zod';
import { DocumentRequest } from '../../reports/documents.schema.ts';
import { RequestId } from '../../shared/ids.ts';

export const Preview = z.strictObject({ document: DocumentRequest });

/** One intended print or file: with a requestId a repeat counts no second copy. */
export const Issue = z.strictObject({ document: DocumentRequest, requestId: RequestId.optional() });
export type Issue = z.infer<typeof Issue>;

export const Page = z.object({ html: z.string(), fileName: z.string() });
export type Page = z.infer<typeof Page>;

/** The printer a strip came out of. */
export const StripPrinter = z.object({ name: z.string() });
export type StripPrinter = z.infer<typeof StripPrinter>;

export const FileContent = z.object({ fileName: z.string(), base64: z.string(), mimeType: z.string() });
export type FileContent = z.infer<typeof FileContent>;

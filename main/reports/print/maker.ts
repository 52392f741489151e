import type { Actor } from '../../db/writer.ts';
import type { RequestId } from '../../shared/ids.ts';
import type { Permission } from '../../shared/permissions.ts';
import type { Station } from '../../station.types.ts';
import type { DocumentRequest } from '../documents.schema.ts';
import type { PaperDocument } from './paper.ts';

/** Makes one kind of document. `build` only reads. */
export interface DocumentMaker {
  readonly perm: Permission;
  build(st: Station, by: Actor, request: DocumentRequest): PaperDocument;
  /** For paper whose copies are counted: counts one and answers that very copy. A repeated request counts once. */
  issue?(st: Station, by: Actor, request: DocumentRequest, requestId: RequestId): PaperDocument;
  /** Cash goes into the drawer with this paper, or change out of it. Asked after the copy was counted. */
  opensDrawer?(st: Station, request: DocumentRequest): boolean;
}

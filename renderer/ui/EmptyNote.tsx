import { Button, Empty } from 'antd';

export interface EmptyState {
  readonly title: string;
  readonly hint?: string;
  readonly action?: { readonly label: string; onClick(): void };
}

/** Why there is nothing here, and the next step. */
export function EmptyNote(props: EmptyState) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={props.title} style={{ marginTop: 48 }}>
      {props.hint && <p>{props.hint}</p>}
      {props.action && (
        <Button type="primary" onClick={props.action.onClick}>
          {props.action.label}
        </Button>
      )}
    </Empty>
  );
}

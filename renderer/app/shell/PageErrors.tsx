import { Component, type ErrorInfo, type ReactNode } from 'react';
import { PageFault } from './PageFault.tsx';

interface State {
  readonly fault: { readonly error: unknown; readonly stack: string } | null;
}

/** Keeps the frame usable when a page breaks; another path begins anew. React catches a render's error in a class only. */
export class PageErrors extends Component<{ path: string; children: ReactNode }, State> {
  override state: State = { fault: null };

  static getDerivedStateFromError(error: unknown): State {
    return { fault: { error, stack: '' } };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.setState({ fault: { error, stack: info.componentStack ?? '' } });
  }

  override componentDidUpdate(before: { path: string }): void {
    if (before.path !== this.props.path && this.state.fault) this.setState({ fault: null });
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    return <PageFault error={fault.error} stack={fault.stack} onRetry={() => this.setState({ fault: null })} />;
  }
}

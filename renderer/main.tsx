import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startI18n } from './app/i18n.ts';
import './app/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
startI18n().then(() => createRoot(root).render(<App />));

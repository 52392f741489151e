import i18next from 'i18next';
import { createRoot } from 'react-dom/client';
import { initReactI18next } from 'react-i18next';
import { preferences } from '../../../app/preferences.ts';
import englishErrors from '../../../i18n/en/errors.json';
import english from '../../../i18n/en/phone.json';
import chineseErrors from '../../../i18n/zh-CN/errors.json';
import chinese from '../../../i18n/zh-CN/phone.json';
import { PhoneApp } from './PhoneApp.tsx';
import './phone.css';

const root = document.getElementById('root');
if (!root) throw new Error('phone.html has no #root');
// Both languages are on board: a phone in a cellar cannot fetch the other one.
i18next
  .use(initReactI18next)
  .init({
    lng: preferences().lang,
    fallbackLng: 'zh-CN',
    defaultNS: 'phone',
    resources: {
      'zh-CN': { phone: chinese, errors: chineseErrors },
      en: { phone: english, errors: englishErrors },
    },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  .then(() => createRoot(root).render(<PhoneApp />));

// Only https and this computer itself have service workers; on plain http the page says what that means.
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/phone-sw.js', { scope: '/phone' });

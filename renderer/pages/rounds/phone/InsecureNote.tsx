import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What plain http means for a page that should work in a cellar, and the way to https where the station has one. */
export function InsecureNote() {
  const { t } = useTranslation('phone');
  const [port, setPort] = useState<number | null>(null);
  useEffect(() => {
    fetch('/phone-door.json')
      .then((response) => response.json())
      .then((door: { port: number | null }) => setPort(door.port))
      .catch(() => undefined);
  }, []);
  const address = `https://${location.hostname}:${port}/phone`;
  return (
    <section className="phone-note phone-doubt">
      <p>{t('insecure')}</p>
      {port !== null && (
        <details>
          <summary>{t('secureHow')}</summary>
          <p>{t('secure')}</p>
          <p>
            <a href="/station-authority.crt" download>
              {t('secureCertificate')}
            </a>
          </p>
          <p>
            <a href={address}>{t('secureOpen', { address })}</a>
          </p>
        </details>
      )}
    </section>
  );
}

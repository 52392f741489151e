import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** Where the browser has it: Chrome on Android does, and only on https. The page's library of types does not know it yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new () => Detector;
const LOOK_MS = 250;

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

export function canScan(): boolean {
  return detectorClass() !== undefined && navigator.mediaDevices !== undefined;
}

export function Scanner(props: { onCode: (code: string) => void; onFailed: () => void }) {
  const { t } = useTranslation('phone');
  const video = useRef<HTMLVideoElement>(null);
  const found = useEffectEvent((code: string) => props.onCode(code));
  const failed = useEffectEvent(() => props.onFailed());
  useEffect(() => {
    const Found = detectorClass();
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isOver = false;
    async function start(): Promise<void> {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const element = video.current;
      if (!element || !Found || isOver) return stop();
      element.srcObject = stream;
      await element.play();
      const detector = new Found();
      timer = setInterval(async () => {
        const [code] = await detector.detect(element).catch(() => []);
        if (code && !isOver) found(code.rawValue.trim());
      }, LOOK_MS);
    }
    function stop(): void {
      isOver = true;
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    }
    start().catch(() => failed());
    return stop;
  }, []);
  return (
    <figure className="phone-scanner">
      <video ref={video} muted playsInline />
      <figcaption>{t('scanHint')}</figcaption>
    </figure>
  );
}

/** What the preload script puts on the window, and only there: absent in a browser. */
interface StationdeskBridge {
  readonly platform: string;
  readonly version: string;
  /** Menu commands of the desktop window: "lock", "command-box". Answers a function that stops listening. */
  onMenu(listener: (command: string) => void): () => void;
}

interface Window {
  readonly stationdesk?: StationdeskBridge;
}

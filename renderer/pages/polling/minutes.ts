/** Minute of the day as 00:30. */
export function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** "0:30", "00:30" or "0030"; null for what is no time of day. */
export function parseTime(text: string): number | null {
  const found = /^(\d{1,2})[:：]?(\d{2})$/.exec(text.trim());
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2])];
  return found && hour < 24 && minute < 60 ? hour * 60 + minute : null;
}
